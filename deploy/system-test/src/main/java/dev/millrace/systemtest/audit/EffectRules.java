package dev.millrace.systemtest.audit;

import dev.millrace.events.task.TaskId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What must be true of the rows of one task: each step once, in order, by the owner of its epoch.
final class EffectRules {

  private EffectRules() {}

  static List<Problem> problems(TaskId task, List<Effect> rows) {
    List<Problem> problems = new ArrayList<>();
    Map<Integer, String> writers = new HashMap<>();
    int next = 0;
    int epoch = 0;
    for (Effect row : rows) {
      if (row.step() != next) {
        String seen = "row of step " + row.step() + " where step " + next + " is due";
        problems.add(new Problem(Guarantee.EFFECTS_ONCE, task, seen));
      }
      next = row.step() + 1;
      String writer = writers.computeIfAbsent(row.epoch(), _ -> row.writer());
      if (!writer.equals(row.writer())) {
        String seen = "epoch " + row.epoch() + " written by " + writer + " and " + row.writer();
        problems.add(new Problem(Guarantee.ONE_OWNER, task, seen));
      }
      if (row.epoch() < epoch) {
        String seen = "row of epoch " + row.epoch() + " after one of epoch " + epoch;
        problems.add(new Problem(Guarantee.ONE_OWNER, task, seen));
      }
      epoch = row.epoch();
    }
    return problems;
  }
}
