package dev.millrace.api.query;

import dev.millrace.access.Caller;
import dev.millrace.api.problem.TaskProblem;
import dev.millrace.api.query.action.PendingControl;
import dev.millrace.api.query.action.PendingControls;
import dev.millrace.api.query.document.TaskDocument;
import dev.millrace.api.query.filter.Cursor;
import dev.millrace.api.query.filter.PageRequest;
import dev.millrace.api.query.filter.Position;
import dev.millrace.events.task.TaskId;
import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemException;
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
/// is shown as it was asked to be, so that it is in no older state after the 202 of a control
/// request either.
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

  /// The task as it stands; none when there is none, or the caller may not see it.
  public Optional<TaskDocument> find(Caller caller, TaskId id) {
    Optional<TaskDocument> task = find(caller, id, null);
    if (task.isEmpty() || task.get().actions().isEmpty()) {
      return task;
    }
    return asked
        .find(id.value())
        .filter(ask -> ask.shown(task.get().status(), task.get().sequence()) != task.get().status())
        .map(ask -> find(caller, id, ask))
        .orElse(task);
  }

  private Optional<TaskDocument> find(Caller caller, TaskId id, @Nullable PendingControl ask) {
    return projected.find(caller, id, ask).or(() -> accepted.find(caller, id, ask));
  }

  /// The task of that id as a client wrote it.
  ///
  /// @throws ProblemException when there is none, or the caller may not see it
  public TaskDocument get(Caller caller, String id) {
    TaskId taskId;
    try {
      taskId = TaskId.parse(id);
    } catch (IllegalArgumentException e) {
      throw unknown("There is no task of this id, since " + e.getMessage());
    }
    return find(caller, taskId).orElseThrow(() -> unknown("There is no task " + taskId));
  }

  /// The task without what is large in it, and up to where the log is in it at least: the facts
  /// from there on may be new.
  ///
  /// @throws ProblemException when there is none, or the caller may not see it
  public Snapshot snapshot(Caller caller, TaskId id, String topic) {
    Map<Integer, Long> offsets = projected.position(topic);
    return projected
        .findBriefly(caller, id)
        .map(task -> new Snapshot(task, offsets, true))
        .or(() -> accepted.findBriefly(caller, id).map(task -> new Snapshot(task, offsets, false)))
        .orElseThrow(() -> unknown("There is no task " + id));
  }

  /// The page that a query asks for; see [PageRequest].
  ///
  /// @param path below which the client reaches the service
  Page list(@Nullable String rawQuery, Caller caller, String path) {
    PageRequest page = PageRequest.of(rawQuery, caller);
    if (page.offset() == 0) {
      return fitting(list(page), page, path);
    }
    List<Position> skipped = positions(page);
    return skipped.size() < page.offset()
        ? new Page(List.of(), null)
        : fitting(list(page.after(skipped.get(page.offset() - 1))), page, path);
  }

  /// The tasks of a page and one more, where there are so many.
  ///
  /// The accepted ones are read first: what is folded meanwhile is in the projection when that is
  /// read, so no task slips through between the two.
  private List<TaskDocument> list(PageRequest request) {
    int most = request.limit() + 1;
    List<UUID> fresh =
        request.filter().admitsFreshTasks()
            ? unfolded(accepted.positions(request, most)).stream()
                .limit(most)
                .map(Position::id)
                .toList()
            : List.of();
    List<TaskDocument> found = new ArrayList<>(accepted.list(fresh));
    for (TaskDocument document : projected.list(request, most)) {
      found.removeIf(stale -> stale.id().equals(document.id()));
      found.add(document);
    }
    found.sort(TaskDocument.NEWEST_FIRST);
    return found;
  }

  /// As many of the first as a page has, by number and by bytes; one at least.
  private static Page fitting(List<TaskDocument> found, PageRequest request, String path) {
    List<String> items = new ArrayList<>();
    long bytes = 0;
    while (items.size() < found.size() && items.size() < request.limit() && bytes < PAGE_BYTES) {
      String item = found.get(items.size()).below(path).json().text();
      items.add(item);
      bytes += item.length();
    }
    return new Page(
        items,
        items.size() == found.size()
            ? null
            : Cursor.write(found.get(items.size() - 1).position(), request.filter().list()));
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

  public static ProblemException unknown(String detail) {
    return Problem.of(TaskProblem.UNKNOWN_TASK, detail).asException();
  }

  private List<Position> unfolded(List<Position> candidates) {
    if (candidates.isEmpty()) {
      return candidates;
    }
    Set<UUID> known = projected.known(candidates.stream().map(Position::id).toList());
    return candidates.stream().filter(candidate -> !known.contains(candidate.id())).toList();
  }

  /// @param items the JSON of each
  /// @param next the cursor of the next page, or null at the end
  record Page(List<String> items, @Nullable String next) {}

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
