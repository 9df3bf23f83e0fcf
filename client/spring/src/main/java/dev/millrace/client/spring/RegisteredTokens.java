package dev.millrace.client.spring;

import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProviderBuilder;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;

/// Tokens of a client registration, by client credentials. Spring Security keeps them, and gets a
/// new one a minute before one expires.
final class RegisteredTokens implements MillraceTokens {

  private static final String APPLICATION = "millrace-client";

  private final OAuth2AuthorizedClientManager manager;
  private final OAuth2AuthorizeRequest request;
  private final String registration;

  private RegisteredTokens(OAuth2AuthorizedClientManager manager, String registration) {
    this.manager = manager;
    this.registration = registration;
    this.request =
        OAuth2AuthorizeRequest.withClientRegistrationId(registration)
            .principal(APPLICATION)
            .build();
  }

  /// @throws IllegalStateException when there is no such registration
  static RegisteredTokens of(
      String registration,
      ClientRegistrationRepository registrations,
      OAuth2AuthorizedClientService clients) {
    if (registrations.findByRegistrationId(registration) == null) {
      throw new IllegalStateException(
          "millrace.client.registration is '"
              + registration
              + "', but there is no spring.security.oauth2.client.registration."
              + registration);
    }
    var manager = new AuthorizedClientServiceOAuth2AuthorizedClientManager(registrations, clients);
    manager.setAuthorizedClientProvider(
        OAuth2AuthorizedClientProviderBuilder.builder().clientCredentials().build());
    return new RegisteredTokens(manager, registration);
  }

  /// One at a time: where a token has run out, all calls would get a new one.
  @Override
  public synchronized String get() {
    OAuth2AuthorizedClient client = manager.authorize(request);
    if (client == null) {
      throw new IllegalStateException(
          "the registration '" + registration + "' gives no tokens by client credentials");
    }
    return client.getAccessToken().getTokenValue();
  }

  @Override
  public String toString() {
    return "RegisteredTokens[" + registration + "]";
  }
}
