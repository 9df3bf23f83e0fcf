package dev.millrace.api.query.document;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.pause.TypePause;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.events.task.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WaitingTest {

  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
  private static final QueuePosition THIRD =
      new QueuePosition(2, 1L, new TypeLoads.Load(8, 8), null);

  @Test
  void scheduledTaskWaitsForItsTime() {
    assertThat(of(TaskStatus.SCHEDULED, AT, null, null))
        .isEqualTo(new Waiting("schedule", AT, null, null, "scheduled for 2026-03-01T12:00:00Z"));
    assertThat(of(TaskStatus.SCHEDULED, null, null, null))
        .isEqualTo(new Waiting("schedule", null, null, null, "scheduled for its time"));
  }

  @Test
  void pendingTaskWaitsInItsQueue() {
    assertThat(of(TaskStatus.PENDING, AT, null, null))
        .isEqualTo(
            new Waiting(
                "queue",
                null,
                null,
                3,
                "8 of 8 running for this type, 1 of them of the same user; 2 of the same user before"
                    + " it in the queue of its type and priority"));
  }

  @Test
  void pendingTaskOfAPausedTypeWaitsForItAndKeepsItsPlace() {
    assertThat(of(TaskStatus.PENDING, null, null, new TypePause("root", "repair", AT)))
        .isEqualTo(new Waiting("type", null, "root", 3, "type paused by root: repair"));
    assertThat(of(TaskStatus.PENDING, null, null, new TypePause("root", null, AT)))
        .isEqualTo(new Waiting("type", null, "root", 3, "type paused by root"));
  }

  @Test
  void failedAttemptWaitsForTheNextOne() {
    assertThat(of(TaskStatus.RETRY, AT, null, null))
        .isEqualTo(new Waiting("backoff", AT, null, null, "backoff until 2026-03-01T12:00:00Z"));
  }

  @Test
  void taskOfAGroupThatIsGoneSaysSo() {
    var nobody = new QueuePosition(2, 1L, null, "no executor of group shop is alive");

    assertThat(Waiting.of(TaskStatus.PENDING, null, null, null, nobody))
        .isEqualTo(
            new Waiting(
                "queue",
                null,
                null,
                3,
                "no executor of group shop is alive; 2 of the same user before it in the queue of its"
                    + " type and priority"));
    Waiting backoff = Waiting.of(TaskStatus.RETRY, AT, null, null, nobody);
    assertThat(backoff)
        .isEqualTo(
            new Waiting(
                "backoff",
                AT,
                null,
                null,
                "backoff until 2026-03-01T12:00:00Z; no executor of group shop is alive"));
    assertThat(requireNonNull(backoff).lasting())
        .as("for the entity tag, an executor that comes or goes is no change")
        .isEqualTo(requireNonNull(of(TaskStatus.RETRY, AT, null, null)).lasting());
  }

  @Test
  void pausedTaskSaysWhoPausedItAndWhy() {
    assertThat(of(TaskStatus.PAUSED, AT, new Actor(new UserId("bob"), "wrong file"), null))
        .isEqualTo(new Waiting("pause", null, "bob", null, "paused by bob: wrong file"));
    assertThat(of(TaskStatus.PAUSED, null, null, null))
        .isEqualTo(new Waiting("pause", null, "somebody", null, "paused by somebody"));
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"SCHEDULED", "PENDING", "RETRY", "PAUSED"})
  void taskThatRunsOrHasEndedDoesNotWait(TaskStatus status) {
    assertThat(of(status, AT, null, new TypePause("root", null, AT))).isNull();
  }

  private static @Nullable Waiting of(
      TaskStatus status, @Nullable Instant until, @Nullable Actor actor, @Nullable TypePause type) {
    return Waiting.of(status, until, actor, type, THIRD);
  }
}
