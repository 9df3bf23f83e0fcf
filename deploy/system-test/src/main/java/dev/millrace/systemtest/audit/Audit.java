package dev.millrace.systemtest.audit;

import dev.millrace.events.Fact;
import dev.millrace.events.lifecycle.TaskState;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.systemtest.load.Accepted;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Judges evidence. Pure: the same evidence, the same verdict.
public final class Audit {

  /// How a task fails that more executors died of than its policy allows.
  private static final String GAVE_UP = "executor-killer";

  private final Evidence evidence;
  private final Map<TaskId, Trail> trails = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Map<TaskStatus, Integer> ends = new EnumMap<>(TaskStatus.class);
  private int gaveUp;

  private Audit(Evidence evidence) {
    this.evidence = evidence;
  }

  public static Verdict judge(Evidence evidence) {
    return new Audit(evidence).verdict();
  }

  private Verdict verdict() {
    for (Fact fact : evidence.log()) {
      trails.computeIfAbsent(fact.taskId(), Trail::new).add(fact);
    }
    trails.values().forEach(trail -> problems.addAll(trail.problems()));
    Map<TaskId, List<Effect>> effects =
        evidence.effects().stream().collect(Collectors.groupingBy(Effect::task));
    effects.forEach((task, rows) -> problems.addAll(EffectRules.problems(task, rows)));
    for (Accepted promise : evidence.accepted()) {
      judge(promise, effects.getOrDefault(promise.id(), List.of()).size());
    }
    return new Verdict(
        evidence.accepted().size(), ends, gaveUp, evidence.effects().size(), List.copyOf(problems));
  }

  private void judge(Accepted promise, int rows) {
    Trail trail = trails.get(promise.id());
    TaskState state = trail == null ? null : trail.state();
    if (state == null || !state.status().isFinal()) {
      String seen = state == null ? "nobody has heard of it" : "is still " + state.status().wire();
      problems.add(new Problem(Guarantee.NONE_LOST, promise.id(), seen));
      return;
    }
    ends.merge(state.status(), 1, Integer::sum);
    if (state instanceof TaskState.Failed failed && failed.error().code().equals(GAVE_UP)) {
      gaveUp++;
    } else if (!promise.ends().contains(state.status())) {
      problems.add(
          new Problem(Guarantee.RIGHT_END, promise.id(), state + ", not " + promise.ends()));
    }
    if (state instanceof TaskState.Completed && rows != promise.steps()) {
      String seen = rows + " rows of " + promise.steps();
      problems.add(new Problem(Guarantee.EFFECTS_ONCE, promise.id(), seen));
    }
    TaskStatus shown = evidence.shown().get(promise.id());
    if (shown != state.status()) {
      String seen = "shown as " + shown + ", ended as " + state.status();
      problems.add(new Problem(Guarantee.VISIBLE, promise.id(), seen));
    }
  }
}
