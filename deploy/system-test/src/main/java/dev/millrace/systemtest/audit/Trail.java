package dev.millrace.systemtest.audit;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskRedriven;
import dev.millrace.events.lifecycle.TaskLifecycle;
import dev.millrace.events.lifecycle.TaskLifecycle.Verdict.Duplicate;
import dev.millrace.events.lifecycle.TaskLifecycle.Verdict.Gap;
import dev.millrace.events.lifecycle.TaskLifecycle.Verdict.Illegal;
import dev.millrace.events.lifecycle.TaskLifecycle.Verdict.Legal;
import dev.millrace.events.lifecycle.TaskState;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One task's facts, folded as a strict reader does.
final class Trail {

  private final TaskId task;
  private final Map<Long, TaskEvent> seen = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private long sequence = -1;
  private @Nullable TaskState state;
  private int ends;

  Trail(TaskId task) {
    this.task = task;
  }

  void add(Fact fact) {
    switch (TaskLifecycle.judge(sequence, status(), fact)) {
      case Duplicate() -> repeated(fact);
      case Gap(long expected, long actual) -> {
        problem(Guarantee.NO_GAP, "expected fact " + expected + ", read " + actual);
        follow(fact);
      }
      case Illegal(TaskStatus from) -> {
        problem(Guarantee.LEGAL, name(fact) + " in state " + from);
        follow(fact);
      }
      case Legal() -> follow(fact);
    }
  }

  /// Relays repeat what they had published; what they repeat must be what they had said.
  private void repeated(Fact fact) {
    TaskEvent first = seen.get(fact.sequence());
    if (first != null && !first.equals(fact.event())) {
      problem(
          Guarantee.ONE_END,
          "fact %d is %s and %s".formatted(fact.sequence(), first, fact.event()));
    }
  }

  private void follow(Fact fact) {
    seen.put(fact.sequence(), fact.event());
    sequence = fact.sequence();
    state = TaskLifecycle.after(state, fact);
    if (fact.event() instanceof TaskRedriven) {
      ends = 0;
    }
    if (fact.event() instanceof TaskEvent.Final && ++ends > 1) {
      problem(Guarantee.ONE_END, "ends once more, by " + name(fact));
    }
  }

  @Nullable TaskStatus status() {
    return state == null ? null : state.status();
  }

  @Nullable TaskState state() {
    return state;
  }

  List<Problem> problems() {
    return problems;
  }

  private void problem(Guarantee guarantee, String text) {
    problems.add(new Problem(guarantee, task, text));
  }

  private static String name(Fact fact) {
    return fact.event().getClass().getSimpleName() + " at " + fact.sequence();
  }
}
