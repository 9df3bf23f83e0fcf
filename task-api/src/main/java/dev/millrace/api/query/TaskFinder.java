package dev.millrace.api.query;

import dev.millrace.api.problem.Problem;
import dev.millrace.api.problem.ProblemException;
import dev.millrace.api.problem.ProblemType;
import dev.millrace.api.user.Viewer;
import dev.millrace.events.task.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Joins what the projection knows with what was accepted and is not folded yet.
///
/// The projection is asked first and wins, so a task never goes back to an older state; what it
/// does not have is answered from `request`, so a task is never missing after its 202.
public final class TaskFinder {

  /// How far back unfolded tasks are looked for when a status narrows the list.
  private static final int FRESH_WINDOW = 500;

  private final ProjectedTasks projected;
  private final AcceptedTasks accepted;

  TaskFinder(ProjectedTasks projected, AcceptedTasks accepted) {
    this.projected = projected;
    this.accepted = accepted;
  }

  /// The task as it stands; none when there is none, or the viewer may not see it.
  public Optional<TaskDocument> find(Viewer viewer, TaskId id) {
    return projected.find(viewer, id).or(() -> accepted.find(viewer, id));
  }

  /// The task of that id as a client wrote it.
  ///
  /// @throws ProblemException when there is none, or the viewer may not see it
  public TaskDocument get(Viewer viewer, String id) {
    TaskId taskId;
    try {
      taskId = TaskId.parse(id);
    } catch (IllegalArgumentException e) {
      throw unknown("There is no task of this id, since " + e.getMessage());
    }
    return find(viewer, taskId).orElseThrow(() -> unknown("There is no task " + taskId));
  }

  /// One page. The accepted ones are read first: what is folded meanwhile is in the projection when
  /// that is read, so no task slips through between the two.
  Page list(TaskFilter filter) {
    int most = filter.limit() + 1;
    List<TaskDocument> fresh = List.of();
    if (filter.admitsFreshTasks()) {
      fresh = accepted.newest(filter, filter.status() == null ? most : FRESH_WINDOW);
    }
    List<TaskDocument> page = new ArrayList<>(unfolded(fresh));
    Set<UUID> listed = new java.util.HashSet<>(page.stream().map(TaskDocument::id).toList());
    for (TaskDocument document : projected.list(filter, most)) {
      if (listed.contains(document.id())) {
        page.removeIf(stale -> stale.id().equals(document.id()));
      }
      page.add(document);
    }
    page.sort(TaskDocument.NEWEST_FIRST);
    return page.size() <= filter.limit()
        ? new Page(page, null)
        : new Page(
            page.subList(0, filter.limit()),
            Cursor.encode(page.get(filter.limit() - 1).position()));
  }

  TaskHistory history(TaskDocument task, long after, int limit) {
    return TaskHistory.page(
        projected.history(task.id(), task.createdAt(), after, limit + 1), limit);
  }

  private static ProblemException unknown(String detail) {
    return Problem.of(ProblemType.UNKNOWN_TASK, detail).asException();
  }

  private List<TaskDocument> unfolded(List<TaskDocument> candidates) {
    if (candidates.isEmpty()) {
      return candidates;
    }
    Set<UUID> known = projected.known(candidates.stream().map(TaskDocument::id).toList());
    return candidates.stream().filter(document -> !known.contains(document.id())).toList();
  }

  /// @param next the cursor of the next page, or null at the end
  record Page(List<TaskDocument> items, @Nullable String next) {}
}
