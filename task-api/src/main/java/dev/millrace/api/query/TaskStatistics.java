package dev.millrace.api.query;

import dev.millrace.access.Caller;
import dev.millrace.api.query.filter.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Counts the tasks that somebody may see: what the projection has counted, and what was accepted
/// and is not folded yet.
///
/// The projection is read from one snapshot, and before the accepted tasks: a task that is folded
/// meanwhile is counted once. What is newer than the newest folded task is unfolded; the database
/// counts it. Among the tasks before that some are unfolded, too, because the partitions of the log
/// are not folded at one pace: they are looked at one by one, until a look finds none or the last.
final class TaskStatistics {

  private static final int FIRST_LOOK = 500;
  private static final int LAST_LOOK = 100_000;

  private final ProjectedTasks projected;
  private final AcceptedTasks accepted;

  TaskStatistics(ProjectedTasks projected, AcceptedTasks accepted) {
    this.projected = projected;
    this.accepted = accepted;
  }

  TaskCounts of(Caller caller) {
    return TaskCounts.of(projected.inSnapshot(() -> lines(caller)));
  }

  private List<TaskCounts.Line> lines(Caller caller) {
    Optional<List<TaskCounts.Line>> counted = projected.counts(caller);
    if (counted.isEmpty()) {
      return accepted.countNewer(caller, null, LAST_LOOK);
    }
    List<TaskCounts.Line> lines = new ArrayList<>(counted.get());
    @Nullable Position newest = projected.newest(caller).orElse(null);
    lines.addAll(accepted.countNewer(caller, newest, LAST_LOOK));
    if (newest != null) {
      addStragglers(lines, caller, newest);
    }
    return lines;
  }

  private void addStragglers(List<TaskCounts.Line> lines, Caller caller, Position newest) {
    int skipped = 0;
    for (int look = FIRST_LOOK; look <= LAST_LOOK; look *= 4) {
      List<AcceptedTasks.Candidate> tasks = accepted.notNewer(caller, newest, skipped, look);
      Set<UUID> folded = projected.known(tasks.stream().map(AcceptedTasks.Candidate::id).toList());
      List<TaskCounts.Line> unfolded =
          tasks.stream()
              .filter(task -> task.stillThere() && !folded.contains(task.id()))
              .map(task -> new TaskCounts.Line(task.type(), task.status(), 1))
              .toList();
      lines.addAll(unfolded);
      if (unfolded.isEmpty() || tasks.size() < look) {
        return;
      }
      skipped += look;
    }
  }
}
