package dev.millrace.access;

import java.nio.charset.StandardCharsets;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;

/// Takes a valid token's subject and scopes. A token that tells of no usable subject is no token.
final class JwtToCaller implements Converter<Jwt, AbstractAuthenticationToken> {

  static final String USERS = "1 to 200 characters, none of control";

  private static final int LONGEST = 200;

  private final JwtGrantedAuthoritiesConverter scopes = new JwtGrantedAuthoritiesConverter();

  @Override
  public AbstractAuthenticationToken convert(Jwt token) {
    try {
      String subject = token.getSubject();
      if (subject != null && isUsable(subject)) {
        return new JwtAuthenticationToken(token, scopes.convert(token), subject);
      }
    } catch (IllegalArgumentException | ClassCastException e) {
      throw new InvalidBearerTokenException("The token's scope must be texts", e);
    }
    throw new InvalidBearerTokenException("The token's sub must have " + USERS);
  }

  /// Whether somebody can be called so.
  static boolean isUsable(String subject) {
    return !subject.isBlank()
        && subject.length() <= LONGEST
        && subject.chars().noneMatch(Character::isISOControl)
        && StandardCharsets.UTF_8.newEncoder().canEncode(subject);
  }
}
