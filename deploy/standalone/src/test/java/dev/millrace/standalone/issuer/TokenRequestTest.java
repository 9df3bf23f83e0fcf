package dev.millrace.standalone.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.embedded.StartupProblem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;

class TokenRequestTest {

  @Test
  void onlyAnAdminsTokenIsGoodForEverything() {
    assertThat(TokenRequest.parse(List.of("alice")))
        .isEqualTo(new TokenRequest("alice", "tasks:read tasks:write", null));
    assertThat(TokenRequest.parse(List.of("--ttl", "5m", "root", "--admin")))
        .isEqualTo(new TokenRequest("root", "tasks:read tasks:write tasks:admin", "5m"));
    assertThat(TokenRequest.parse(List.of("alice", "--scope", "monsters:write")))
        .isEqualTo(new TokenRequest("alice", "tasks:read tasks:write monsters:write", null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "--admin", "alice bob", "alice --root", "alice --ttl", "alice --scope"})
  void otherCommandLinesAreAnsweredWithTheUsage(String line) {
    assertThatExceptionOfType(StartupProblem.class)
        .isThrownBy(() -> TokenRequest.parse(List.of(line.split(" "))))
        .withMessageStartingWith("usage: ./millrace token USER");
  }

  @Test
  void folderThatMillraceHasNotRunOnGetsNoSecretByAsking(@TempDir Path empty) {
    assertThatExceptionOfType(StartupProblem.class)
        .isThrownBy(() -> TokenRequest.parse(List.of("alice")).send(empty, 1));
    assertThat(empty).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({"8h,PT8H", "30m,PT30M", "PT1H,PT1H", "30d,P30D"})
  void lifeOfATokenIsReadAsDurationsAreWritten(String written, Duration life) {
    assertThat(TokenClaims.read(written)).isEqualTo(life);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "-1h", "31d", "soon"})
  void lifeThatNoTokenMayHaveIsRefused(String written) {
    assertThatExceptionOfType(OAuth2AuthenticationException.class)
        .isThrownBy(() -> TokenClaims.read(written));
  }
}
