package dev.millrace.access;

import jakarta.servlet.DispatcherType;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.JwkSetUriJwtDecoderBuilderCustomizer;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.OAuth2ProtectedResourceMetadata;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/// Makes a service a resource server: no path but its health answers without a token.
///
/// Issuer and keys are Spring's own settings, `spring.security.oauth2.resourceserver.jwt.*`. Rules
/// go by path, so that an endpoint that is added later is closed before anybody thinks of it.
@Configuration(proxyBeanMethods = false)
public class AccessConfiguration {

  private static final String READ = Scopes.authority(Scopes.READ);
  private static final String WRITE = Scopes.authority(Scopes.WRITE);
  private static final String WRITE_MONSTERS = Scopes.authority(Scopes.WRITE_MONSTERS);
  private static final String ADMIN = Scopes.authority(Scopes.ADMIN);

  private static final String[] OPERATORS = {
    "/actuator/**",
    "/api/dead-letters/**",
    "/api/executors/**",
    "/api/task-types/*/pause",
    "/api/task-types/*/resume"
  };

  /// What a service says of itself to everybody: what it can do, which is no secret.
  private static final String[] DESCRIPTIONS = {
    "/v3/api-docs", "/docs", "/docs/**", "/asyncapi.yaml"
  };

  @Bean
  SecurityFilterChain resourceServer(
      HttpSecurity http,
      ObjectProvider<JwtDecoder> decoders,
      OAuth2ResourceServerProperties settings) {
    JwtDecoder decoder = decoders.getIfAvailable();
    if (decoder == null) {
      throw new NoIssuer();
    }
    var refusals = new Refusals();
    return http.authorizeHttpRequests(AccessConfiguration::rules)
        .oauth2ResourceServer(server ->
            server
                .bearerTokenResolver(new BearerHeader())
                .jwt(jwt ->
                    jwt.decoder(new RememberedTokens(decoder, Clock.systemUTC()))
                        .jwtAuthenticationConverter(new JwtToCaller()))
                .authenticationEntryPoint(refusals::unauthenticated)
                .accessDeniedHandler(refusals::scopeMissing)
                .protectedResourceMetadata(metadata ->
                    metadata.protectedResourceMetadataCustomizer(
                        described -> describe(described, settings.getJwt().getIssuerUri()))))
        .addFilterAfter(new OnBehalf(refusals), BearerTokenAuthenticationFilter.class)
        .exceptionHandling(handling ->
            handling
                .authenticationEntryPoint(refusals::unauthenticated)
                .accessDeniedHandler(refusals::scopeMissing))
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .headers(headers ->
            headers
                .contentSecurityPolicy(
                    policy -> policy.policyDirectives(SafeHeaders.CONTENT_POLICY))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER)))
        // A token is sent by code and never by a browser on its own, so there is nothing to forge.
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .anonymous(AbstractHttpConfigurer::disable)
        .build();
  }

  /// What a client reads of the service before it has a token, as RFC 9728 has it: who gives one,
  /// and for what.
  private static void describe(
      OAuth2ProtectedResourceMetadata.Builder described, @Nullable String issuer) {
    if (issuer != null) {
      described.authorizationServer(issuer);
    }
    Scopes.ALL.forEach(described::scope);
    described.tlsClientCertificateBoundAccessTokens(false);
  }

  @Bean
  OAuth2TokenValidator<Jwt> tokenTime() {
    return TokenRules.time();
  }

  @Bean
  OAuth2TokenValidator<Jwt> tokenType() {
    return TokenRules.type();
  }

  /// The type of a token is judged by [TokenRules]: the decoder alone would refuse `at+jwt`.
  @Bean
  JwkSetUriJwtDecoderBuilderCustomizer typesByTokenRules() {
    return builder -> builder.validateType(false);
  }

  @Bean
  AudienceNotice audienceNotice(OAuth2ResourceServerProperties settings) {
    return new AudienceNotice(settings.getJwt().getAudiences());
  }

  /// Meters of every filter and decision would cost a fifth of a request; the request itself is
  /// measured all the same.
  @Bean
  SecurityObservationSettings withoutMeters() {
    return SecurityObservationSettings.noObservations();
  }

  @Bean
  ErrorPage errorPage() {
    return new ErrorPage();
  }

  @Bean
  HttpFirewall firewall() {
    var firewall = new StrictHttpFirewall();
    firewall.setAllowedHeaderValues(HeaderValues::areAllowed);
    return firewall;
  }

  /// What the firewall takes for an attack is a bad request, and is not said again.
  @Bean
  RequestRejectedHandler firewallRefusals() {
    return (request, response, why) -> ErrorPage.write(400, request.getRequestURI(), response);
  }

  @Bean
  ConnectorErrors connectorErrors() {
    return new ConnectorErrors();
  }

  /// A request is judged when it arrives; what the container dispatches of it later was let in.
  private static void rules(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          rules) {
    rules
        .dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.FORWARD)
        .permitAll()
        .requestMatchers("/actuator/health/**")
        .permitAll()
        .requestMatchers(HttpMethod.GET, DESCRIPTIONS)
        .permitAll()
        .requestMatchers(HttpMethod.HEAD, DESCRIPTIONS)
        .permitAll()
        .requestMatchers(OPERATORS)
        .hasAuthority(ADMIN)
        .requestMatchers(HttpMethod.GET, "/api/**")
        .hasAnyAuthority(READ, ADMIN)
        .requestMatchers(HttpMethod.HEAD, "/api/**")
        .hasAnyAuthority(READ, ADMIN)
        .requestMatchers("/api/monsters/**")
        .hasAnyAuthority(WRITE_MONSTERS, ADMIN)
        .requestMatchers("/api/**")
        .hasAnyAuthority(WRITE, ADMIN)
        .anyRequest()
        .authenticated();
  }
}
