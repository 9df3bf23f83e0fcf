package dev.millrace.executor.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskCompleted;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.TaskRetryScheduled;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.Progress;
import dev.millrace.events.task.TaskError;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import dev.millrace.executor.support.WorkTopic;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/// A store in the hands of two executors, on which its contracts are tested.
public interface TwoExecutors {

  ExecutorId ANNE = new ExecutorId("anne");
  ExecutorId BEN = new ExecutorId("ben");
  TaskType TYPE = new TaskType("t");
  Json CHECKPOINT = new Json("{\"row\":500}");

  /// The hand of one executor in the store that all of a test share.
  RunStore storeOf(ExecutorId executor);

  /// Lets the lease of an executor run out.
  void expire(ExecutorId executor);

  List<Fact> facts();

  default RunStore anne() {
    return storeOf(ANNE);
  }

  default RunStore ben() {
    return storeOf(BEN);
  }

  @BeforeEach
  default void bothLive() {
    anne().renew();
    ben().renew();
  }

  default Fact retryLater(TaskClaim claim) {
    var retry =
        new TaskRetryScheduled(
            claim.attempt(), new TaskError("timeout", "slow", true), Instant.now());
    assertThat(anne().finish(List.of(new Outcome(claim, Instant.now(), retry, null)))).isEmpty();
    return facts().stream()
        .filter(fact -> fact.taskId().equals(claim.taskId()) && fact.event().equals(retry))
        .findFirst()
        .orElseThrow();
  }

  default List<TaskEvent> eventsOf(TaskId task) {
    return facts().stream().filter(f -> f.taskId().equals(task)).map(Fact::event).toList();
  }

  default List<Long> sequencesOf(TaskId task) {
    return facts().stream().filter(f -> f.taskId().equals(task)).map(Fact::sequence).toList();
  }

  static WorkItem continued(Fact fact) {
    return new WorkItem.Continued(TYPE, fact);
  }

  static WorkItem.Requested item() {
    Fact fact = WorkTopic.request(TYPE, "{\"number\":1}");
    TaskRequested request = (TaskRequested) fact.event();
    return new WorkItem.Requested(
        new AcceptedTask(fact.taskId(), fact.time().truncatedTo(ChronoUnit.MICROS), request, null),
        Json.of(request).text());
  }

  static TaskClaim claim(RunStore store) {
    return store.claim(List.of(item())).getFirst();
  }

  static Outcome completed(TaskClaim claim, @Nullable Progress last) {
    return new Outcome(claim, Instant.now(), new TaskCompleted(1, null, null), last);
  }
}
