package dev.millrace.client.spring;

import dev.millrace.client.MillraceClient;
import dev.millrace.client.Tasks;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import tools.jackson.databind.json.JsonMapper;

/// Makes a [Tasks] bean where `millrace.client.url` says where Millrace is. Its tokens come from a
/// [MillraceTokens] bean: the application's own, or one made by the settings.
@AutoConfiguration(
    afterName = {
      "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
      "org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientAutoConfiguration"
    })
@ConditionalOnProperty("millrace.client.url")
@EnableConfigurationProperties(MillraceClientSettings.class)
public class MillraceClientAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  MillraceClient millraceClient(
      MillraceClientSettings settings,
      ObjectProvider<MillraceTokens> tokens,
      ObjectProvider<JsonMapper> json) {
    MillraceTokens ours =
        tokens.getIfAvailable(() -> {
          throw new IllegalStateException(
              "set millrace.client.token-file, or millrace.client.registration beside"
                  + " spring-boot-starter-security-oauth2-client");
        });
    MillraceClient.Builder client =
        MillraceClient.of(Objects.requireNonNull(settings.url()), ours)
            .timeout(settings.timeout())
            .retries(settings.retries())
            .largestAnswer(Math.toIntExact(settings.largestAnswer().toBytes()));
    json.ifUnique(client::json);
    return client.build();
  }

  @Bean
  @ConditionalOnMissingBean
  Tasks millraceTasks(MillraceClient client) {
    return client.tasks();
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnProperty("millrace.client.token-file")
  MillraceTokens millraceTokenFile(MillraceClientSettings settings) {
    return new TokenFile(Objects.requireNonNull(settings.tokenFile()));
  }

  /// Seen only where Spring Security's client is on the class path.
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(OAuth2AuthorizedClientService.class)
  @ConditionalOnProperty("millrace.client.registration")
  static class ByRegistration {

    @Bean
    @ConditionalOnMissingBean
    MillraceTokens millraceRegisteredTokens(
        MillraceClientSettings settings,
        ClientRegistrationRepository registrations,
        OAuth2AuthorizedClientService clients) {
      return RegisteredTokens.of(
          Objects.requireNonNull(settings.registration()), registrations, clients);
    }
  }
}
