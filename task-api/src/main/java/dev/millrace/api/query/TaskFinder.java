package dev.millrace.api.query;

import dev.millrace.api.problem.Problem;
import dev.millrace.api.problem.ProblemException;
import dev.millrace.api.problem.ProblemType;
import dev.millrace.api.user.Viewer;
import dev.millrace.events.task.TaskId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Joins what the projection knows with what was accepted and is not folded yet.
///
/// The projection is asked first and wins, so a task never goes back to an older state; what it
/// does not have is answered from `request`, so a task is never missing after its 202. A task alone
/// is shown as it was asked to be, so that it is in no older state after the 202 of a wish either.
public final class TaskFinder {

  /// After so many bytes a page ends, beside the task that goes beyond them.
  private static final long PAGE_BYTES = 512 << 10;

  private final ProjectedTasks projected;
  private final AcceptedTasks accepted;
  private final PendingControls asked;

  TaskFinder(ProjectedTasks projected, AcceptedTasks accepted, PendingControls asked) {
    this.projected = projected;
    this.accepted = accepted;
    this.asked = asked;
  }

  /// The task as it stands; none when there is none, or the viewer may not see it.
  public Optional<TaskDocument> find(Viewer viewer, TaskId id) {
    Optional<TaskDocument> task = find(viewer, id, null);
    if (task.isEmpty() || TaskAction.possible(task.get().status()).isEmpty()) {
      return task;
    }
    return asked
        .find(id.value())
        .filter(ask -> ask.shown(task.get().status(), task.get().sequence()) != task.get().status())
        .map(ask -> find(viewer, id, ask))
        .orElse(task);
  }

  private Optional<TaskDocument> find(Viewer viewer, TaskId id, @Nullable PendingControl ask) {
    return projected.find(viewer, id, ask).or(() -> accepted.find(viewer, id, ask));
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

  /// The task without what is large in it, and up to where the log is in it at least: the facts
  /// from there on may be new.
  ///
  /// @throws ProblemException when there is none, or the viewer may not see it
  public Snapshot snapshot(Viewer viewer, TaskId id, String topic) {
    Map<Integer, Long> offsets = projected.position(topic);
    return projected
        .findBriefly(viewer, id)
        .map(task -> new Snapshot(task, offsets, true))
        .or(() -> accepted.findBriefly(viewer, id).map(task -> new Snapshot(task, offsets, false)))
        .orElseThrow(() -> unknown("There is no task " + id));
  }

  /// The page that a query asks for; see [PageRequest].
  Page list(@Nullable String rawQuery, Viewer viewer) {
    PageRequest page = PageRequest.of(rawQuery, viewer);
    if (page.offset() == 0) {
      return list(page);
    }
    List<Position> skipped = positions(page);
    return skipped.size() < page.offset()
        ? new Page(List.of(), null)
        : list(page.after(skipped.get(page.offset() - 1)));
  }

  /// The accepted ones are read first: what is folded meanwhile is in the projection when that is
  /// read, so no task slips through between the two.
  private Page list(PageRequest request) {
    int most = request.limit() + 1;
    List<UUID> fresh =
        request.filter().admitsFreshTasks()
            ? unfolded(accepted.positions(request, most)).stream()
                .limit(most)
                .map(Position::id)
                .toList()
            : List.of();
    List<TaskDocument> page = new ArrayList<>(accepted.list(fresh));
    for (TaskDocument document : projected.list(request, most)) {
      page.removeIf(stale -> stale.id().equals(document.id()));
      page.add(document);
    }
    page.sort(TaskDocument.NEWEST_FIRST);
    List<TaskDocument> shown = fitting(page, request.limit());
    return new Page(
        shown,
        shown.size() == page.size()
            ? null
            : Cursor.write(shown.getLast().position(), request.filter().list()));
  }

  /// As many of the first as a page has, by number and by bytes; one at least.
  private static List<TaskDocument> fitting(List<TaskDocument> found, int limit) {
    int shown = 0;
    long bytes = 0;
    while (shown < found.size() && shown < limit && bytes < PAGE_BYTES) {
      bytes += found.get(shown++).json().text().length();
    }
    return found.subList(0, shown);
  }

  /// The places of the tasks that an offset leaves out, newest first.
  private List<Position> positions(PageRequest request) {
    List<Position> fresh =
        request.filter().admitsFreshTasks()
            ? accepted.positions(request, request.offset())
            : List.of();
    SortedSet<Position> all = new TreeSet<>(Comparator.<Position>naturalOrder().reversed());
    all.addAll(unfolded(fresh));
    all.addAll(projected.positions(request, request.offset()));
    return all.stream().limit(request.offset()).toList();
  }

  TaskHistory history(TaskDocument task, long after, int limit) {
    return projected.history(task.id(), task.createdAt(), after, limit);
  }

  static ProblemException unknown(String detail) {
    return Problem.of(ProblemType.UNKNOWN_TASK, detail).asException();
  }

  private List<Position> unfolded(List<Position> candidates) {
    if (candidates.isEmpty()) {
      return candidates;
    }
    Set<UUID> known = projected.known(candidates.stream().map(Position::id).toList());
    return candidates.stream().filter(candidate -> !known.contains(candidate.id())).toList();
  }

  /// @param next the cursor of the next page, or null at the end
  record Page(List<TaskDocument> items, @Nullable String next) {}

  /// A task, and how much of the log is in it.
  ///
  /// @param offsets the next offset by partition; none of a partition that nothing was read of
  /// @param isFolded whether the projection has the task
  public record Snapshot(TaskDocument task, Map<Integer, Long> offsets, boolean isFolded) {

    /// The same for clients that reach the service below a path.
    public Snapshot below(String path) {
      return new Snapshot(task.below(path), offsets, isFolded);
    }

    /// The newest fact in it: the first one, while the projection has none.
    public long sequence() {
      return isFolded ? task.sequence() : 0;
    }
  }
}
