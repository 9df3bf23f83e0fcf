package dev.millrace.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.type.SubmitOptions;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MillraceClientTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api",
        "ftp://host",
        "http:opaque",
        "https://user:secret@host",
        "http://host?token=secret",
        "http://host#secret"
      })
  void anAddressThatIsNoneIsRefusedAndNotRepeated(String address) {
    assertThatThrownBy(() -> MillraceClient.of(URI.create(address), () -> "t"))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("secret");
  }

  @Test
  void itSaysWhereItCallsAndNotWithWhat() {
    var client = MillraceClient.of(URI.create("https://host/mill/"), () -> "secret");

    assertThat(client.toString()).isEqualTo("MillraceClient.Builder[https://host/mill]");
    assertThat(client.build().toString()).isEqualTo("MillraceClient[https://host/mill]");
  }

  @Test
  void settingsThatAreNoneAreRefused() {
    var client = MillraceClient.of(URI.create("https://host"), () -> "t");

    assertThatThrownBy(() -> client.timeout(Duration.ZERO))
        .hasMessage("timeout must be positive; got PT0S");
    assertThatThrownBy(() -> client.retries(-1)).hasMessage("retries must be at least 0");
    assertThatThrownBy(() -> client.largestAnswer(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\nb", "ä"})
  void aKeyThatIsNoneIsRefused(String key) {
    assertThatThrownBy(() -> SubmitOptions.NONE.withIdempotencyKey(key))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
