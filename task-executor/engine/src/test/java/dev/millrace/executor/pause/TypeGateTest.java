package dev.millrace.executor.pause;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.catalogue.TypeControl;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TypeGateTest {

  private static final TaskType RECALC = new TaskType("recalc");
  private static final TaskType SLEEP = new TaskType("sleep");

  private final TypeGate gate = new TypeGate();

  @Test
  void typeOfWhichNothingIsSaidRuns() {
    assertThat(gate.isOpen(RECALC)).isTrue();
  }

  @Test
  void pausedTypeWaitsAndTheOthersRun() {
    assertThat(gate.apply(control(RECALC, true))).isTrue();

    assertThat(gate.isOpen(RECALC)).isFalse();
    assertThat(gate.isOpen(SLEEP)).isTrue();
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
