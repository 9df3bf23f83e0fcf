package dev.millrace.outbox.relay.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelayDatabaseTest {

  @Test
  void everythingInTheUrlIsCarriedOver() {
    var database =
        of(
            "jdbc:postgresql://a:6432,b/x?sslmode=verify-full&sslrootcert=%2Fca%20s.crt"
                + "&targetServerType=primary&options=-c%20lock_timeout%3D5");

    assertThat(database)
        .isEqualTo(
            new RelayDatabase(
                List.of("a:6432", "b:5432"),
                "x",
                "u",
                "p",
                Map.of(
                    "sslmode", "verify-full",
                    "sslrootcert", "/ca s.crt",
                    "targetServerType", "primary",
                    "options", "-c lock_timeout=5")));
  }

  @Test
  void parametersBesideTheUrlAreCarriedOverAndTheUrlWins() {
    var more = Map.of("sslmode", "disable", "sslcert", "/c", "socketTimeout", "60");
    assertThat(
            RelayDatabase.of("jdbc:postgresql://a/x?sslmode=require", "u", "p", more).parameters())
        .isEqualTo(Map.of("sslmode", "require", "sslcert", "/c"));
  }

  @Test
  void loginOfTheUrlIsTakenWhereThereIsNoOther() {
    var inUrl = "jdbc:postgresql://a/x?user=me&password=mine";
    assertThat(RelayDatabase.of(inUrl, "", "", Map.of()))
        .isEqualTo(new RelayDatabase(List.of("a:5432"), "x", "me", "mine", Map.of()));
    assertThat(RelayDatabase.of(inUrl, "u", "p", Map.of()).user()).isEqualTo("u");
  }

  @ParameterizedTest
  @ValueSource(strings = {"replication=database", "preferQueryMode=simple"})
  void parameterThatTheRelayCannotGoByIsNamed(String parameter) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of("jdbc:postgresql://a/x?" + parameter))
        .withMessageContainingAll(parameter.replaceAll("=.*", ""), "millrace.relay.url")
        .withMessageMatching(".*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"jdbc:h2:mem:x?password=secret", "jdbc:postgresql://a:b/x?password=secret"})
  void otherUrlsAreRefusedWithoutTheirSecrets(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(url))
        .withMessageNotContaining("secret");
  }

  private static RelayDatabase of(String url) {
    return RelayDatabase.of(url, "u", "p", Map.of());
  }
}
