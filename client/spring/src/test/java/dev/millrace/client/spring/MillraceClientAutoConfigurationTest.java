package dev.millrace.client.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.client.MillraceClient;
import dev.millrace.client.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;

class MillraceClientAutoConfigurationTest {

  private static final String URL = "millrace.client.url=https://tasks.example.org";

  private final ApplicationContextRunner application =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  MillraceClientAutoConfiguration.class, OAuth2ClientAutoConfiguration.class));

  @Test
  void withoutAnAddressThereIsNoClient() {
    application.run(context -> assertThat(context).doesNotHaveBean(Tasks.class));
  }

  @Test
  void aTokenFileMakesAClientWithoutSpringSecurity(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "first\n");

    application
        .withClassLoader(new FilteredClassLoader(OAuth2AuthorizedClientService.class))
        .withPropertyValues(URL, "millrace.client.token-file=" + file)
        .run(context -> {
          assertThat(context).hasSingleBean(Tasks.class);
          assertThat(context.getBean(MillraceClient.class))
              .hasToString("MillraceClient[https://tasks.example.org]");
          MillraceTokens tokens = context.getBean(MillraceTokens.class);
          assertThat(tokens.get()).isEqualTo("first");
          Files.writeString(file, "second\n");
          assertThat(tokens.get()).isEqualTo("second");
        });
  }

  @Test
  void aFileThatIsTooLargeForATokenIsNone(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "x".repeat(100_000));

    assertThat(new TokenFile(file))
        .satisfies(tokens ->
            assertThatThrownBy(tokens::get)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith("is too large for a token"));
  }

  @Test
  void aRegistrationThatThereIsNotIsSaidAtTheStart() {
    application
        .withPropertyValues(URL, "millrace.client.registration=other")
        .withPropertyValues(registration("http://127.0.0.1:1/token"))
        .run(context ->
            assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageContaining(
                    "there is no spring.security.oauth2.client.registration.other"));
  }

  @Test
  void oneWayToTokensHasToBeNamed() {
    application
        .withPropertyValues(URL)
        .run(context ->
            assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessage(
                    "set millrace.client.token-file, or millrace.client.registration beside"
                        + " spring-boot-starter-security-oauth2-client"));
    application
        .withPropertyValues(
            URL, "millrace.client.token-file=/t", "millrace.client.registration=tasks")
        .run(context ->
            assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageEndingWith("millrace.client.token-file, not both"));
  }

  @Test
  void beansOfTheApplicationGoFirst() {
    application
        .withPropertyValues(URL, "millrace.client.retries=0")
        .withBean(MillraceTokens.class, () -> () -> "own")
        .run(context -> assertThat(context.getBean(MillraceTokens.class).get()).isEqualTo("own"));
  }

  static String[] registration(String tokenUri) {
    return new String[] {
      "spring.security.oauth2.client.registration.tasks.client-id=shop",
      "spring.security.oauth2.client.registration.tasks.client-secret=hush",
      "spring.security.oauth2.client.registration.tasks.provider=ours",
      "spring.security.oauth2.client.registration.tasks.authorization-grant-type=client_credentials",
      "spring.security.oauth2.client.provider.ours.token-uri=" + tokenUri
    };
  }
}
