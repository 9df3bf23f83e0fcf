package dev.millrace.outbox.relay.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.outbox.relay.Backoff;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelaySettingsTest {

  private static final RelayDatabase DATABASE =
      RelayDatabase.of("jdbc:postgresql://localhost/millrace_api", "relay", "secret", Map.of());

  @Test
  void serviceNameGivesEverythingElse() {
    assertThat(RelaySettings.of("api", DATABASE))
        .isEqualTo(
            new RelaySettings(
                DATABASE,
                "millrace_api",
                "millrace.api.relay.slot",
                "millrace_api",
                "/millrace/api",
                Duration.ofSeconds(5)));
  }

  @Test
  void slotOfAnotherNameKeepsTheSourceAndKnowsItsSetting() {
    assertThat(RelaySettings.of("executor", DATABASE).withSlot("millrace_executor_shop", "group"))
        .isEqualTo(
            new RelaySettings(
                DATABASE,
                "millrace_executor_shop",
                "group",
                "millrace_executor_shop",
                "/millrace/executor",
                Duration.ofSeconds(5)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Slot", "a-b", "a;drop table x", "1slot"})
  void slotThatIsNoPlainIdentifierIsRefused(String slot) {
    assertThatThrownBy(
            () -> new RelaySettings(DATABASE, slot, "set", "p", "/s", Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void passwordIsNeverPrinted() {
    assertThat(RelaySettings.of("api", DATABASE).toString()).doesNotContain("secret");
  }

  @Test
  void backoffDoublesUpToItsLimit() {
    var backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(1));
    assertThat(Stream.generate(backoff::next).limit(5))
        .extracting(Duration::toMillis)
        .containsExactly(200L, 400L, 800L, 1000L, 1000L);
    backoff.reset();
    assertThat(backoff.next()).isEqualTo(Duration.ofMillis(200));
  }
}
