package dev.millrace.events.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.Samples;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.TaskRestored;
import dev.millrace.events.TaskResumed;
import dev.millrace.events.TaskStarted;
import dev.millrace.events.lifecycle.TaskLifecycle.Verdict;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.TaskError;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.events.task.UserId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;

/// The life of a task as a matrix of state and event, which is also the page `docs/lifecycle.md`.
class TaskLifecycleTest {

  private static final Path PAGE = Path.of("../../docs/lifecycle.md");
  private static final Actor ACTOR = new Actor(new UserId("alice"), null);
  private static final TaskError ERROR = new TaskError("x", "y", true);

  private static final List<TaskState> STATES =
      List.of(
          new TaskState.Scheduled(Samples.NOON),
          new TaskState.Pending(),
          new TaskState.Running(1, new ExecutorId("e")),
          new TaskState.Retrying(1, ERROR, Samples.NOON),
          new TaskState.Paused(ACTOR),
          new TaskState.Cancelling(ACTOR),
          new TaskState.Compensating(),
          new TaskState.Completed(Samples.NOON, null),
          new TaskState.Failed(Samples.NOON, ERROR),
          new TaskState.Cancelled(Samples.NOON, ACTOR),
          new TaskState.TimedOut(Samples.NOON, ERROR));

  @Test
  void documentedMatrixIsWhatTheCodeDoes() throws IOException {
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(PAGE, page());
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page());
  }

  @Test
  void everyStatusIsInTheMatrix() {
    assertThat(STATES).extracting(TaskState::status).containsExactly(TaskStatus.values());
  }

  @Test
  void endedTaskOnlyMovesByRedriveOrRestore() {
    for (TaskState state : STATES) {
      for (TaskEvent event : Samples.all()) {
        if (state.status().isFinal() && TaskLifecycle.isLegal(state.status(), event)) {
          assertThat(event.getClass().getSimpleName()).isIn("TaskRedriven", "TaskRestored");
        }
      }
    }
  }

  @Test
  void liveTaskCanAlwaysEnd() {
    for (TaskState state : STATES) {
      boolean canEnd =
          Samples.all().stream()
              .filter(TaskEvent.Final.class::isInstance)
              .anyMatch(event -> TaskLifecycle.isLegal(state.status(), event));
      assertThat(canEnd).as("%s", state).isEqualTo(!state.status().isFinal());
    }
  }

  @Test
  void finalEventLeadsToAFinalStatus() {
    for (TaskEvent event : Samples.all()) {
      boolean ends =
          TaskLifecycle.after(new TaskState.Pending(), Samples.fact(1, event)).status().isFinal();
      assertThat(ends).as("%s", event).isEqualTo(event instanceof TaskEvent.Final);
    }
  }

  @Test
  void orderIsJudgedBeforeLegality() {
    TaskEvent started = new TaskStarted(1, 1, new ExecutorId("e"));

    assertThat(TaskLifecycle.judge(0, TaskStatus.PENDING, Samples.fact(1, started)))
        .isEqualTo(new Verdict.Legal());
    assertThat(TaskLifecycle.judge(1, TaskStatus.RUNNING, Samples.fact(1, started)))
        .isEqualTo(new Verdict.Duplicate());
    assertThat(TaskLifecycle.judge(0, TaskStatus.PENDING, Samples.fact(3, started)))
        .isEqualTo(new Verdict.Gap(1, 3));
    assertThat(TaskLifecycle.judge(1, TaskStatus.RUNNING, Samples.fact(2, started)))
        .isEqualTo(new Verdict.Illegal(TaskStatus.RUNNING));
  }

  @Test
  void restoreMayJumpAhead() {
    TaskEvent restored =
        Samples.all().stream().filter(TaskRestored.class::isInstance).findAny().orElseThrow();

    assertThat(TaskLifecycle.judge(2, TaskStatus.RUNNING, Samples.fact(9, restored)))
        .isEqualTo(new Verdict.Legal());
  }

  @Test
  void resumedTaskIsScheduledAgainWhereItsTimeIsSaid() {
    var paused = new TaskState.Paused(ACTOR);

    assertThat(TaskLifecycle.after(paused, Samples.fact(2, new TaskResumed(ACTOR, Samples.NOON))))
        .isEqualTo(new TaskState.Scheduled(Samples.NOON));
    assertThat(TaskLifecycle.after(paused, Samples.fact(2, new TaskResumed(ACTOR))))
        .isEqualTo(new TaskState.Pending());
  }

  @Test
  void requestIsTheFirstFactAndNoOther() {
    TaskEvent requested =
        Samples.all().stream().filter(TaskRequested.class::isInstance).findAny().orElseThrow();

    assertThat(TaskLifecycle.isLegal(null, requested)).isTrue();
    assertThat(Samples.all().stream().filter(e -> TaskLifecycle.isLegal(null, e)))
        .hasOnlyElementsOfTypes(TaskRequested.class, TaskRestored.class);
  }

  private static String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # The life of a task

            Generated from `TaskLifecycle` by `TaskLifecycleTest`; do not edit. A cell is the status that the
            event of its row leads to from the status of its column; an empty cell is forbidden.
            `TaskRestored`, after a lost replication slot, is legal everywhere and leads to the state it names.

            ```mermaid
            stateDiagram-v2
              [*] --> pending : TaskRequested
              [*] --> scheduled : TaskRequested with runAt
              paused --> scheduled : TaskResumed with runAt
            """);
    StringJoiner header = new StringJoiner(" | ", "| ", " |\n");
    StringJoiner rule = new StringJoiner("|", "|", "|\n");
    header.add("event");
    rule.add("---");
    STATES.forEach(state -> {
      header.add(state.status().wire());
      rule.add("---");
    });
    StringBuilder table = new StringBuilder();
    for (TaskEvent event : Samples.all()) {
      if (event instanceof TaskRequested || event instanceof TaskRestored) {
        continue;
      }
      String name = event.getClass().getSimpleName();
      StringJoiner row = new StringJoiner(" | ", "| ", " |\n");
      row.add(name);
      for (TaskState state : STATES) {
        if (!TaskLifecycle.isLegal(state.status(), event)) {
          row.add("");
          continue;
        }
        TaskStatus to = TaskLifecycle.after(state, Samples.fact(1, event)).status();
        row.add(to.wire());
        if (to != state.status()) {
          page.append("  %s --> %s : %s%n".formatted(state.status().wire(), to.wire(), name));
        }
      }
      table.append(row);
    }
    STATES.stream()
        .filter(state -> state.status().isFinal())
        .forEach(state -> page.append("  %s --> [*]%n".formatted(state.status().wire())));
    return page.append("```\n\n").append(header).append(rule).append(table).toString();
  }
}
