package dev.millrace.standalone.issuer;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.millrace.access.Scopes;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.SecurityContextHolderFilter;

/// The authorization server: `/oauth2/token` for its one client, and `/oauth2/jwks`.
@Configuration(proxyBeanMethods = false)
class IssuerConfiguration {

  @Bean
  IssuerMetadata issuerMetadata(Issuer issuer) {
    return new IssuerMetadata(issuer);
  }

  @Bean
  @Order(-1)
  SecurityFilterChain issuerMetadataChain(HttpSecurity http) {
    return http.securityMatcher(IssuerMetadata.SERVER, IssuerMetadata.OPENID)
        .authorizeHttpRequests(rules -> rules.anyRequest().permitAll())
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .requestCache(AbstractHttpConfigurer::disable)
        .build();
  }

  /// The library's metadata would offer all that it has: they are not served, and neither are the
  /// ways to a token that the one client does not take.
  @Bean
  @Order(0)
  SecurityFilterChain issuerChain(HttpSecurity http) {
    return http.securityMatcher("/oauth2/token", "/oauth2/jwks")
        .with(new OAuth2AuthorizationServerConfigurer(), Customizer.withDefaults())
        .authorizeHttpRequests(rules -> rules.anyRequest().authenticated())
        .csrf(AbstractHttpConfigurer::disable)
        // Nothing is kept of a request: any web page can have a browser send forms to this machine.
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .requestCache(AbstractHttpConfigurer::disable)
        .addFilterBefore(new FormGuard(), SecurityContextHolderFilter.class)
        .build();
  }

  @Bean
  AuthorizationServerSettings authorizationServerSettings(Issuer issuer) {
    return AuthorizationServerSettings.builder().issuer(issuer.url()).build();
  }

  @Bean
  JWKSource<SecurityContext> signingKeys(Issuer issuer) {
    return new ImmutableJWKSet<>(new JWKSet(issuer.key()));
  }

  @Bean
  RegisteredClientRepository clients(Issuer issuer) {
    return new InMemoryRegisteredClientRepository(
        RegisteredClient.withId(ClientSecret.CLIENT)
            .clientId(ClientSecret.CLIENT)
            .clientSecret(issuer.secret().value())
            .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
            .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
            .scopes(scopes -> scopes.addAll(Scopes.ALL))
            .build());
  }

  /// The secret is random and in the folder as it is: a slow hash would protect nothing.
  @Bean
  PasswordEncoder clientSecrets(Issuer issuer) {
    return new PasswordEncoder() {
      @Override
      public @Nullable String encode(@Nullable CharSequence secret) {
        return secret == null ? null : secret.toString();
      }

      @Override
      public boolean matches(@Nullable CharSequence sent, @Nullable String known) {
        return sent != null && issuer.secret().matches(sent);
      }
    };
  }

  @Bean
  OAuth2TokenCustomizer<JwtEncodingContext> claims() {
    return new TokenClaims();
  }

  @Bean
  OAuth2AuthorizationService authorizations() {
    return new ForgottenAuthorizations();
  }
}
