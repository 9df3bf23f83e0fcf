package dev.millrace.projection.fold;

import static dev.millrace.projection.fold.Histories.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.lifecycle.TaskLifecycle;
import dev.millrace.events.lifecycle.TaskState;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every state and every event, in its place and after a gap.
class TaskFoldMatrixTest {

  static Stream<TaskState> states() {
    return Stream.of(
        new TaskState.Scheduled(START),
        new TaskState.Pending(),
        new TaskState.Running(1, new ExecutorId("x")),
        new TaskState.Retrying(1, Histories.ERROR, START),
        new TaskState.Paused(Histories.ALICE),
        new TaskState.Cancelling(Histories.ALICE),
        new TaskState.Compensating(),
        new TaskState.Completed(START, null),
        new TaskState.Failed(START, Histories.ERROR),
        new TaskState.Cancelled(START, null),
        new TaskState.TimedOut(START, Histories.ERROR));
  }

  @ParameterizedTest
  @MethodSource("states")
  void legalFactsAreFollowedAndOthersAreDoubtedAndNoneIsLost(TaskState state) {
    TaskView view = view(state);
    for (TaskEvent event : events(state)) {
      Fact next = new Fact(view.id(), 6, START.plusSeconds(1), event);
      boolean legal = TaskLifecycle.isLegal(state.status(), event);
      switch (TaskFold.fold(view, next)) {
        case Folded.Followed(var after) -> {
          assertThat(legal).as("%s in %s", event, state).isTrue();
          assertThat(after.status()).isEqualTo(TaskLifecycle.after(state, next).status());
          assertThat(after.sequence()).isEqualTo(6);
        }
        case Folded.Doubtful(var after, _) -> {
          assertThat(legal).as("%s in %s", event, state).isFalse();
          boolean ignored = state.status().isFinal() || event instanceof TaskRequested;
          assertThat(after.status())
              .isEqualTo(ignored ? state.status() : TaskLifecycle.after(state, next).status());
          assertThat(after.sequence()).isEqualTo(6);
        }
        case Folded.Duplicate _ -> throw new AssertionError(event + " in " + state);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("states")
  void whatWasSeenBeforeIsADuplicateInEveryState(TaskState state) {
    for (TaskEvent event : events(state)) {
      for (long seen = 0; seen <= 5; seen++) {
        assertThat(TaskFold.fold(view(state), new Fact(view(state).id(), seen, START, event)))
            .isEqualTo(new Folded.Duplicate());
      }
    }
  }

  private static TaskView view(TaskState state) {
    return new TaskView(
        new TaskId(new UUID(3, 4)),
        5,
        START,
        Origin.Submitted.of(Histories.request("alice"), START),
        state,
        AttemptCounts.NONE,
        null);
  }

  private static List<TaskEvent> events(TaskState state) {
    List<TaskEvent> events = new ArrayList<>(new Histories(1).candidates(state, 5));
    events.add(Histories.request("alice"));
    return events;
  }
}
