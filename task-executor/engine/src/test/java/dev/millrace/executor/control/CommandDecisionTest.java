package dev.millrace.executor.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.TaskCancelRequested;
import dev.millrace.events.TaskCancelled;
import dev.millrace.events.TaskPaused;
import dev.millrace.events.TaskRedriven;
import dev.millrace.events.TaskResumed;
import dev.millrace.events.command.TaskCommand;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.events.task.UserId;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CommandDecisionTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Actor ACTOR = new Actor(new UserId("bob"), "wrong file");
  private static final TaskCommand CANCEL = new TaskCommand.CancelTask(ACTOR, null);
  private static final TaskCommand PAUSE = new TaskCommand.PauseTask(ACTOR, null);
  private static final TaskCommand RESUME = new TaskCommand.ResumeTask(ACTOR);
  private static final TaskCommand RETRY = new TaskCommand.RetryTask(ACTOR);

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          SCHEDULED,    CancelNow,     PauseNow,  Ignored,   Ignored
          PENDING,      CancelNow,     PauseNow,  Ignored,   Ignored
          RETRY,        CancelNow,     PauseNow,  Ignored,   Ignored
          PAUSED,       CancelNow,     Ignored,   ResumeNow, Ignored
          RUNNING,      SetCancelFlag, PauseFlag, Ignored,   Ignored
          CANCELLING,   Ignored,       Ignored,   Ignored,   Ignored
          COMPENSATING, SetCancelFlag, Ignored,   Ignored,   Ignored
          COMPLETED,    Ignored,       Ignored,   Ignored,   Ignored
          FAILED,       Ignored,       Ignored,   Ignored,   Redrive
          CANCELLED,    Ignored,       Ignored,   Ignored,   Redrive
          TIMEOUT,      Ignored,       Ignored,   Ignored,   Redrive
          """)
  void eachCommandInEachState(
      TaskStatus status, String cancel, String pause, String resume, String retry) {
    assertThat(kind(decide(status, CANCEL))).isEqualTo(cancel);
    assertThat(kind(decide(status, PAUSE))).isEqualTo(pause);
    assertThat(kind(decide(status, RESUME))).isEqualTo(resume);
    assertThat(kind(decide(status, RETRY))).isEqualTo(retry);
  }

  @Test
  void everyChangeSaysWhoAskedForIt() {
    assertThat(decide(TaskStatus.RUNNING, CANCEL))
        .isEqualTo(new Change.SetCancelFlag(new TaskCancelRequested(ACTOR)));
    assertThat(decide(TaskStatus.RUNNING, PAUSE)).isEqualTo(new Change.PauseFlag(ACTOR));
    assertThat(decide(TaskStatus.RETRY, CANCEL))
        .isEqualTo(new Change.CancelNow(new TaskCancelled(ACTOR)));
    assertThat(decide(TaskStatus.RETRY, PAUSE))
        .isEqualTo(new Change.PauseNow(new TaskPaused(ACTOR)));
    assertThat(decide(TaskStatus.PAUSED, RESUME))
        .isEqualTo(new Change.ResumeNow(new TaskResumed(ACTOR)));
  }

  @Test
  void aRedriveSaysTheAttemptsSoFar() {
    assertThat(decide(TaskStatus.FAILED, RETRY))
        .isEqualTo(new Change.Redrive(new TaskRedriven(4, ACTOR)));
  }

  @ParameterizedTest
  @EnumSource(
      value = TaskStatus.class,
      names = {"RUNNING", "COMPENSATING"})
  void whatWasAskedBeforeIsNotAskedAgain(TaskStatus status) {
    Standing asked = new Standing(status, 1, true, true, null);

    assertThat(kind(CommandDecision.of(asked, CANCEL, NOW))).isEqualTo("Ignored");
    assertThat(kind(CommandDecision.of(asked, PAUSE, NOW))).isEqualTo("Ignored");
  }

  @Test
  void aPauseThatHasNotTakenEffectCanBeTakenBack() {
    Standing asked = new Standing(TaskStatus.RUNNING, 1, false, true, null);
    assertThat(CommandDecision.of(asked, RESUME, NOW)).isEqualTo(new Change.WithdrawPause(ACTOR));
  }

  @Test
  void aTaskThatWasAskedToPauseCanStillBeCancelled() {
    Standing asked = new Standing(TaskStatus.RUNNING, 1, false, true, null);

    assertThat(kind(CommandDecision.of(asked, CANCEL, NOW))).isEqualTo("SetCancelFlag");
  }

  @Test
  void aTaskResumedBeforeItsTimeIsScheduledAgain() {
    Instant later = NOW.plusMillis(1);

    assertThat(CommandDecision.of(paused(0, later), RESUME, NOW))
        .isEqualTo(new Change.ResumeLater(new TaskResumed(ACTOR, later)));
    assertThat(CommandDecision.of(paused(0, NOW), RESUME, NOW))
        .isEqualTo(new Change.ResumeNow(new TaskResumed(ACTOR)));
  }

  @Test
  void aTimeHoldsForTheFirstAttemptAlone() {
    Instant later = NOW.plusSeconds(1);

    assertThat(kind(CommandDecision.of(paused(1, later), RESUME, NOW))).isEqualTo("ResumeNow");
    assertThat(kind(CommandDecision.of(paused(0, later).redriven(), RESUME, NOW)))
        .isEqualTo("ResumeNow");
  }

  @Test
  void aTaskThatNobodyHasMetIsLeftAlone() {
    for (TaskCommand command : new TaskCommand[] {CANCEL, PAUSE, RESUME, RETRY}) {
      assertThat(kind(CommandDecision.of(null, command, NOW))).isEqualTo("Ignored");
    }
  }

  private static Standing paused(int attempt, Instant runAt) {
    return new Standing(TaskStatus.PAUSED, attempt, false, false, runAt);
  }

  private static Change decide(TaskStatus status, TaskCommand command) {
    return CommandDecision.of(new Standing(status, 4, false, false, null), command, NOW);
  }

  private static String kind(Change change) {
    return change.getClass().getSimpleName();
  }
}
