package dev.millrace.executor.pause;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.catalogue.TypeControl;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TypeGateTest {

  private static final TaskType RECALC = new TaskType("recalc");
  private static final TaskType SLEEP = new TaskType("sleep");

  private final TypeGate gate = new TypeGate();

  @Test
  void typeOfWhichNothingIsSaidRuns() throws Exception {
    assertThat(gate.await(RECALC, Duration.ZERO)).isTrue();
  }

  @Test
  void pausedTypeWaitsAndTheOthersRun() throws Exception {
    assertThat(gate.apply(control(RECALC, true))).isTrue();

    assertThat(gate.isOpen(RECALC)).isFalse();
    assertThat(gate.await(RECALC, Duration.ofMillis(1))).isFalse();
    assertThat(gate.await(SLEEP, Duration.ZERO)).isTrue();
  }

  @Test
  void resumeLetsGoOfWhoWaits() throws Exception {
    gate.apply(control(RECALC, true));
    CompletableFuture<Boolean> waiting =
        CompletableFuture.supplyAsync(() -> {
          try {
            return gate.await(RECALC, Duration.ofMinutes(1));
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });

    gate.apply(control(RECALC, false));

    assertThat(waiting.get()).isTrue();
  }

  @Test
  void whatIsSaidAgainChangesNothing() {
    gate.apply(control(RECALC, true));

    assertThat(gate.apply(control(RECALC, true))).isFalse();
    assertThat(gate.apply(control(RECALC, false))).isTrue();
    assertThat(gate.apply(control(RECALC, false))).isFalse();
    assertThat(gate.isOpen(RECALC)).isTrue();
  }

  private static TypeControl control(TaskType type, boolean paused) {
    return new TypeControl(type, paused, new UserId("root"), null, Instant.EPOCH);
  }
}
