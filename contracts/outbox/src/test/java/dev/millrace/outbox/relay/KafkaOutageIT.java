package dev.millrace.outbox.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testinfra.Infra;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class KafkaOutageIT {

  @Test
  void whatIsCommittedWhileKafkaIsDownArrivesInOrderAfterwards() {
    try (var infra = Infra.dedicated();
        var fixture = new RelayFixture(infra)) {
      var relay = fixture.relaying();
      var task = RelayFixture.newTask();
      fixture.emit(fixture.lines(task, 0, 50));

      infra.stopKafka();
      for (int i = 50; i < 150; i++) {
        fixture.emit(fixture.lines(task, i, i + 1));
      }
      awaitTrouble(relay);
      infra.startKafka();

      try (var heard = fixture.listen().until(h -> h.ids(fixture.facts, task).contains("149"))) {
        assertThat(heard.ids(fixture.facts, task).stream().distinct().map(Integer::parseInt))
            .isSorted()
            .hasSize(150);
      }
    }
  }

  @Test
  void relayThatStartsWithoutKafkaWaitsForIt() {
    try (var infra = Infra.dedicated();
        var fixture = new RelayFixture(infra)) {
      fixture.relaying().stop();
      infra.stopKafka();
      var task = RelayFixture.newTask();
      fixture.emit(fixture.lines(task, 0, 10));
      var relay = fixture.relay();
      relay.start();
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> relay.health() instanceof RelayHealth.Recovering);

      infra.startKafka();

      try (var heard = fixture.listen().until(h -> h.ids(fixture.facts, task).contains("9"))) {
        assertThat(heard.ids(fixture.facts, task).stream().distinct()).hasSize(10);
      }
    }
  }

  @Test
  void whatKafkaHasNotAcknowledgedIsNotConfirmed() {
    try (var infra = Infra.dedicated();
        var fixture = new RelayFixture(infra)) {
      var relay = fixture.relaying();
      var task = RelayFixture.newTask();
      fixture.emit(fixture.lines(task, 0, 10));
      fixture.listen().until(h -> h.ids(fixture.facts, task).contains("9")).close();

      infra.stopKafka(); // the relay knows the topic: what follows is sent, and not acknowledged
      fixture.emit(fixture.lines(task, 10, 20));
      awaitTrouble(relay);
      relay.stop(); // with it goes what its producers still held
      infra.startKafka();
      fixture.relaying();

      try (var heard = fixture.listen().until(h -> h.ids(fixture.facts, task).contains("19"))) {
        assertThat(heard.ids(fixture.facts, task).stream().distinct()).hasSize(20);
      }
    }
  }

  private static void awaitTrouble(OutboxRelay relay) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() ->
            switch (relay.health()) {
              case RelayHealth.Relaying(_, Duration waiting) -> waiting.toSeconds() >= 3;
              case RelayHealth.Recovering _ -> true;
              case RelayHealth.Standby _ -> false;
            });
  }
}
