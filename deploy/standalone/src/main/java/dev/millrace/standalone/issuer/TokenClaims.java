package dev.millrace.standalone.issuer;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

/// Writes into a token whose it is and how long it is good, as the client asked with the parameters
/// `user` and `ttl`. The client is trusted with that: it has read the secret of the data folder.
final class TokenClaims implements OAuth2TokenCustomizer<JwtEncodingContext> {

  static final String USER = "user";
  static final String TTL = "ttl";
  static final Duration USUAL = Duration.ofHours(8);
  static final Duration LONGEST = Duration.ofDays(30);

  @Override
  public void customize(JwtEncodingContext context) {
    if (context.getAuthorizationGrant()
        instanceof OAuth2ClientCredentialsAuthenticationToken asked) {
      Map<String, Object> parameters = asked.getAdditionalParameters();
      String user = text(parameters, USER);
      if (user == null || user.isBlank()) {
        throw refused("the parameter user is missing");
      }
      String ttl = text(parameters, TTL);
      Instant now = Instant.now();
      context
          .getClaims()
          .subject(user)
          // One text, as RFC 9068 has it; the library would make it a list.
          .claim("scope", String.join(" ", context.getAuthorizedScopes()))
          .audience(List.of(Issuer.AUDIENCE))
          .issuedAt(now)
          .expiresAt(now.plus(ttl == null ? USUAL : read(ttl)));
    }
  }

  /// Reads `8h`, `30m` or `PT8H`.
  static Duration read(String ttl) {
    Duration life;
    try {
      life = DurationStyle.detectAndParse(ttl);
    } catch (IllegalArgumentException e) {
      throw refused("a ttl is such as 8h, 30m or PT8H");
    }
    if (!life.isPositive() || life.compareTo(LONGEST) > 0) {
      throw refused("a ttl is more than nothing and at most 30 days");
    }
    return life;
  }

  private static @Nullable String text(Map<String, Object> parameters, String name) {
    return parameters.get(name) instanceof String value ? value : null;
  }

  private static OAuth2AuthenticationException refused(String why) {
    return new OAuth2AuthenticationException(
        new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST, why, null));
  }
}
