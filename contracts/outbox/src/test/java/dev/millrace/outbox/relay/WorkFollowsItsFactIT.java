package dev.millrace.outbox.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@MillraceInfra
@Timeout(120)
class WorkFollowsItsFactIT {

  @Test
  void workItemWaitsUntilItsFactIsAcknowledged(Infra infra) throws Exception {
    try (var fixture = new RelayFixture(infra);
        var heard = fixture.listen()) {
      var task = RelayFixture.newTask();
      var relay = fixture.relaying();
      fixture.largestFact("100");

      fixture.emit(List.of("0" + fixture.frame(task).then(fixture.work).tail()));

      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> relay.health() instanceof RelayHealth.Recovering);
      heard.until(_ -> relay.health() instanceof RelayHealth.Recovering);
      assertThat(heard.on(fixture.work)).isEmpty();

      fixture.largestFact("1048588");
      heard.until(h -> !h.on(fixture.work).isEmpty());
      assertThat(heard.ids(fixture.facts, task)).containsExactly("0");
      assertThat(heard.ids(fixture.work, task)).containsExactly("0");
    }
  }
}
