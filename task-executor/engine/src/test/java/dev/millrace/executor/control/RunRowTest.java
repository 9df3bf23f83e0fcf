package dev.millrace.executor.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.TaskCancelRequested;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskResumed;
import dev.millrace.events.lifecycle.TaskState;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import dev.millrace.outbox.OutboxFrame;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RunRowTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final ExecutorGroup SHOP = new ExecutorGroup("shop");
  private static final Actor ACTOR = new Actor(new UserId("bob"), null);

  @Test
  void aFactThatMakesATaskRunnableGoesToItsWorkTopicToo() {
    OutboxFrame.Numbered line =
        OutboxFrame.parse(next(TaskStatus.PAUSED, new TaskResumed(ACTOR)).workLine(SHOP));

    assertThat(line.id()).isEqualTo("8");
    assertThat(line.frame().topic()).isEqualTo("millrace.events");
    assertThat(line.frame().then()).isEqualTo("millrace.work.shop.recalc.high");
  }

  @Test
  void aFactThatLetsATaskWaitForItsTimeGoesToTheRetryTopics() {
    Instant runAt = NOW.plusSeconds(90);
    RunRow.Step step = next(TaskStatus.PAUSED, new TaskResumed(ACTOR, runAt));

    assertThat(step.state()).isEqualTo(new TaskState.Scheduled(runAt));
    assertThat(OutboxFrame.parse(step.waitingLine(SHOP, runAt)).frame().then())
        .isEqualTo("millrace.retry.shop.60s");
  }

  @Test
  void aCompensatingTaskGoesOnCompensatingWhenItIsCancelled() {
    RunRow.Step step = next(TaskStatus.COMPENSATING, new TaskCancelRequested(ACTOR));

    assertThat(step.state().status()).isEqualTo(TaskStatus.COMPENSATING);
    assertThat(step.row().standing().status()).isEqualTo(TaskStatus.COMPENSATING);
  }

  private static RunRow.Step next(TaskStatus status, TaskEvent event) {
    return new RunRow(
            new TaskId(UUID.randomUUID()),
            new TaskType("recalc"),
            Priority.HIGH,
            "owner",
            null,
            7,
            new Standing(status, 1, false, false, null))
        .next(event, NOW);
  }
}
