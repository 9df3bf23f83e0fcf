package dev.millrace.systemtest.audit;

import dev.millrace.events.task.TaskStatus;
import java.util.List;
import java.util.Map;

/// What an audit found.
///
/// @param accepted tasks that were promised
/// @param ends how many of them ended how
/// @param gaveUp tasks among them that failed because too many executors died of them
/// @param effects rows that were written
public record Verdict(
    int accepted, Map<TaskStatus, Integer> ends, int gaveUp, int effects, List<Problem> problems) {

  public boolean isClean() {
    return problems.isEmpty();
  }

  public List<Problem> problems(Guarantee guarantee) {
    return problems.stream().filter(problem -> problem.guarantee() == guarantee).toList();
  }
}
