package dev.millrace.jobs.sleep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.events.stored.Json;
import dev.millrace.executor.attempt.decision.AttemptStopped;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.TransientFailure;
import dev.millrace.executor.testkit.Crash;
import dev.millrace.executor.testkit.HandlerKit;
import dev.millrace.executor.testkit.RecordingTaskContext;
import dev.millrace.executor.testkit.RunResult;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SleepHandlerTest {

  private static final class Halted extends RuntimeException {}

  private final SleepHandler handler =
      new SleepHandler(
          new SleepSettings(true, Duration.ofMinutes(10), true),
          () -> {
            throw new Halted();
          });

  @Test
  void aSleepOfNothingCommitsNothing() throws Exception {
    RecordingTaskContext context = RecordingTaskContext.inMemory();

    handler.run(read("{\"millis\":0}"), context);

    assertThat(context.checkpoints()).isEmpty();
    assertThat(context.progress()).isEmpty();
  }

  @Test
  void aCheckpointLiesBetweenTwoSteps() throws Exception {
    RecordingTaskContext context = RecordingTaskContext.inMemory();

    handler.run(read("{\"millis\":5,\"steps\":3}"), context);

    assertThat(context.checkpoints())
        .containsExactly(
            Json.of(new SleepCheckpoint(1, 0, 0)), Json.of(new SleepCheckpoint(2, 0, 0)));
    assertThat(context.progress())
        .extracting(RecordingTaskContext.Progress::done)
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void aRunThatIsTakenOverGoesOnAtItsStep() throws Exception {
    RecordingTaskContext first = RecordingTaskContext.inMemory().crashingAt(2);
    assertThatThrownBy(() -> handler.run(read("{\"steps\":5}"), first)).isInstanceOf(Crash.class);
    RecordingTaskContext second = first.nextRun();

    handler.run(read("{\"steps\":5}"), second);

    assertThat(second.progress())
        .extracting(RecordingTaskContext.Progress::done)
        .containsExactly(3L, 4L, 5L);
  }

  @Test
  void itSleepsEachStepOnceWhereverTheProcessDies() {
    RunResult ran = HandlerKit.of(_ -> handler).survivesEveryCrash("{\"steps\":5}");

    assertThat(ran.commits()).isEqualTo(4);
    assertThat(ran.checkpoint()).isEqualTo(Json.of(new SleepCheckpoint(4, 0, 0)));
  }

  @Test
  void itFailsAsOftenAsAskedAndThenSucceeds() throws Exception {
    SleepParameters parameters = read("{\"failTimes\":2}");
    RecordingTaskContext first = RecordingTaskContext.inMemory();
    assertThatThrownBy(() -> handler.run(parameters, first)).isInstanceOf(TransientFailure.class);
    RecordingTaskContext second = first.nextAttempt();
    assertThatThrownBy(() -> handler.run(parameters, second)).isInstanceOf(TransientFailure.class);

    assertThat(handler.run(parameters, second.nextAttempt())).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"transient", "permanent"})
  void aFailureThatWasCountedAndNotWrittenIsTheNextOwners(String failWith) {
    SleepParameters parameters = read("{\"failTimes\":1,\"failWith\":\"%s\"}".formatted(failWith));
    RecordingTaskContext killed = RecordingTaskContext.inMemory();
    assertThatThrownBy(() -> handler.run(parameters, killed)).hasMessageContaining("1 of 1");

    assertThatThrownBy(() -> handler.run(parameters, killed.nextRun()))
        .hasMessageContaining("1 of 1");
  }

  @Test
  void aPermanentFailureIsOne() {
    assertThatThrownBy(() ->
            handler.run(
                read("{\"failTimes\":1,\"failWith\":\"permanent\"}"),
                RecordingTaskContext.inMemory()))
        .isInstanceOf(PermanentFailure.class);
  }

  @Test
  void aCrashIsCountedBeforeItHappens() throws Exception {
    SleepParameters parameters = read("{\"failTimes\":1,\"failWith\":\"crash\"}");
    RecordingTaskContext context = RecordingTaskContext.inMemory();
    assertThatThrownBy(() -> handler.run(parameters, context)).isInstanceOf(Halted.class);

    assertThat(handler.run(parameters, context.nextRun())).isNull();
  }

  @Test
  void aCrashThatIsNotAllowedFailsForGood() {
    SleepHandler careful =
        new SleepHandler(
            new SleepSettings(true, Duration.ofMinutes(10), false),
            () -> {
              throw new Halted();
            });

    assertThatThrownBy(() ->
            careful.run(
                read("{\"failTimes\":1,\"failWith\":\"crash\"}"), RecordingTaskContext.inMemory()))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("millrace.jobs.sleep.crash-allowed");
  }

  @Test
  void aSleepBeyondTheSettingIsRefusedAtItsSubmissionAndFailsAtOnce() {
    assertThat(handler.parametersSchema().orElseThrow().text()).contains("\"maximum\":600000}");
    assertThatThrownBy(
            () -> handler.run(read("{\"millis\":600001}"), RecordingTaskContext.inMemory()))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("millrace.jobs.sleep.longest");
  }

  @Test
  void theTypeTakesNoTasksUnlessASettingAllowsIt() {
    var closed =
        new SleepHandler(new SleepSettings(false, Duration.ofMinutes(10), false), () -> {});

    assertThat(closed.missing().orElseThrow()).contains("millrace.jobs.sleep.enabled");
    assertThat(handler.missing()).isEmpty();
  }

  @Test
  void itStopsBetweenStepsWhenAsked() {
    RecordingTaskContext context = RecordingTaskContext.inMemory().stoppingAfter(2);

    assertThatThrownBy(() -> handler.run(read("{\"steps\":5}"), context))
        .isInstanceOf(AttemptStopped.class);
    assertThat(context.checkpoints()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"millis\":-1}",
        "{\"millis\":86400001}",
        "{\"steps\":0}",
        "{\"steps\":10001}",
        "{\"failTimes\":-1}",
        "{\"failWith\":\"explode\"}"
      })
  void parametersOutOfRangeAreRefused(String json) {
    assertThatThrownBy(() -> read(json)).isInstanceOf(RuntimeException.class);
  }

  private static SleepParameters read(String json) {
    return Json.parse(json).as(SleepParameters.class);
  }
}
