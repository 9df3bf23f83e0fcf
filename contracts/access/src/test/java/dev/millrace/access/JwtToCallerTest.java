package dev.millrace.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

class JwtToCallerTest {

  private final JwtToCaller check = new JwtToCaller();

  @Test
  void subjectAndScopesAreTakenFromTheToken() {
    var caller = check.convert(token("alice"));

    assertThat(caller.getName()).isEqualTo("alice");
    assertThat(caller.getAuthorities().stream().map(GrantedAuthority::getAuthority))
        .contains("SCOPE_tasks:read", "SCOPE_tasks:write");
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "a\nb", "a\0", "\ud83d"})
  void subjectThatNoTaskCanBelongToIsRefused(String subject) {
    assertThatExceptionOfType(InvalidBearerTokenException.class)
        .isThrownBy(() -> check.convert(token(subject)));
    assertThatExceptionOfType(InvalidBearerTokenException.class)
        .isThrownBy(() -> check.convert(token("x".repeat(201))));
  }

  /// An issuer is not asked for such claims, and a server must not fail over them.
  @Test
  void scopesThatAreNoTextsAreRefused() {
    for (Object scope : List.of(List.of(1), List.of(List.of("tasks:read")), List.of(Map.of()))) {
      Jwt token =
          Jwt.withTokenValue("t").header("alg", "RS256").subject("u").claim("scope", scope).build();

      assertThatExceptionOfType(InvalidBearerTokenException.class)
          .isThrownBy(() -> check.convert(token));
    }
  }

  private static Jwt token(String subject) {
    return Jwt.withTokenValue("t")
        .header("alg", "RS256")
        .subject(subject)
        .claim("scope", "tasks:read tasks:write")
        .build();
  }
}
