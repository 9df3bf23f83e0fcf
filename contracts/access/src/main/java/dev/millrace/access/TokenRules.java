package dev.millrace.access;

import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;

/// What a signed token must say to be an access token.
///
/// Spring looks for validators of these very classes, and adds its own laxer or stricter ones where
/// it finds none: so they are two, and not one that holds both.
final class TokenRules {

  private TokenRules() {}

  /// A token must say when it ends. Without `exp` it would be good for ever, and a stolen one, too.
  static OAuth2TokenValidator<Jwt> time() {
    var time = new JwtTimestampValidator();
    time.setAllowEmptyExpiryClaim(false);
    return time;
  }

  /// The `typ` of an access token is absent, `JWT`, or `at+jwt` as RFC 9068 has it. A token of
  /// another type, such as a logout token, gives no access.
  static OAuth2TokenValidator<Jwt> type() {
    var type = new JwtTypeValidator("JWT", "at+jwt", "application/at+jwt");
    type.setAllowEmpty(true);
    return type;
  }
}
