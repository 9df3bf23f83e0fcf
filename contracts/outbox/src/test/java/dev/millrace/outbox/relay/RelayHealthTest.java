package dev.millrace.outbox.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RelayHealthTest {

  @Test
  void standingByAndPublishingIsNoTrouble() {
    assertThat(new RelayHealth.Standby().trouble()).isEmpty();
    assertThat(new RelayHealth.Relaying(7, Duration.ofSeconds(4)).trouble()).isEmpty();
  }

  @Test
  void kafkaThatDoesNotAcknowledgeIsTroubleAndSaysForHowLong() {
    var health = new RelayHealth.Relaying(7, Duration.ofSeconds(6));

    assertThat(health.trouble()).contains("Kafka has acknowledged nothing for 6 s");
    assertThat(health.details())
        .containsEntry("state", "relaying")
        .containsEntry("reason", "Kafka has acknowledged nothing for 6 s");
  }

  @Test
  void recoveringTellsItsReason() {
    var health = new RelayHealth.Recovering("the slot was lost", Instant.EPOCH);

    assertThat(health.trouble()).contains("the slot was lost");
    assertThat(health.details()).containsEntry("since", "1970-01-01T00:00:00Z");
  }
}
