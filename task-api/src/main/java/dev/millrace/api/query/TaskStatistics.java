package dev.millrace.api.query;

import dev.millrace.api.user.Viewer;

/// Counts the tasks that somebody may see: what the projection has counted, and what was accepted
/// since.
///
/// The accepted ones are read first. Which of them are folded, and the counters, come from one
/// statement and so from one snapshot: a task that is folded meanwhile is counted once. Unfolded
/// tasks are the newest, so they are looked for from the newest on, further back only while
/// everything found is unfolded.
final class TaskStatistics {

  private static final int FIRST_LOOK = 1_000;
  private static final int LAST_LOOK = 100_000;

  private final ProjectedTasks projected;
  private final AcceptedTasks accepted;

  TaskStatistics(ProjectedTasks projected, AcceptedTasks accepted) {
    this.projected = projected;
    this.accepted = accepted;
  }

  TaskCounts of(Viewer viewer) {
    int look = FIRST_LOOK;
    while (true) {
      AcceptedTasks.Candidates candidates = accepted.newest(viewer, look);
      ProjectedTasks.Counted counted = projected.count(viewer, candidates.tasks());
      boolean olderMayBeUnfolded =
          !candidates.complete() && counted.unfolded() == candidates.tasks().size();
      if (!olderMayBeUnfolded || look >= LAST_LOOK) {
        return TaskCounts.of(counted.lines());
      }
      look *= 10;
    }
  }
}
