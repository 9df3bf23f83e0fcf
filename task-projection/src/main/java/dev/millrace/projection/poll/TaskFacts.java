package dev.millrace.projection.poll;

import dev.millrace.events.TaskRequested;
import dev.millrace.events.TaskRestored;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.TaskId;
import dev.millrace.projection.fold.Folded;
import dev.millrace.projection.fold.TaskFold;
import dev.millrace.projection.fold.TaskView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a poll said about one task, in order; never empty.
public final class TaskFacts {

  private final TaskId taskId;
  private final List<Entry.TaskEntry> said = new ArrayList<>(4);

  private TaskFacts(TaskId taskId) {
    this.taskId = taskId;
  }

  /// Sorts a poll by task, each task at the place where it is first spoken of.
  public static List<TaskFacts> of(Poll poll) {
    Map<TaskId, TaskFacts> tasks = LinkedHashMap.newLinkedHashMap(poll.entries().size());
    for (Entry entry : poll.entries()) {
      if (entry instanceof Entry.TaskEntry fact) {
        tasks.computeIfAbsent(fact.taskId(), TaskFacts::new).said.add(fact);
      }
    }
    return List.copyOf(tasks.values());
  }

  public TaskId taskId() {
    return taskId;
  }

  /// Whether these facts begin with the task's first: then it is most likely not stored yet.
  public boolean beginTheTask() {
    return said.getFirst().sequence() == 0;
  }

  /// Folds them.
  ///
  /// @param before what is stored of the task, if anything
  public TaskChange foldedOnto(@Nullable TaskView before) {
    TaskView view = before;
    Json parameters = null;
    List<Anomaly> doubts = List.of();
    List<Entry.TaskEntry> taken = new ArrayList<>(said.size());
    List<Entry.TaskEntry> repeated = List.of();
    for (Entry.TaskEntry fact : said) {
      switch (fold(view, fact)) {
        case Folded.Duplicate _ -> {
          repeated = repeated.isEmpty() ? new ArrayList<>() : repeated;
          repeated.add(fact);
        }
        case Folded.Followed(var next) -> {
          taken.add(fact);
          parameters = parameters(view, next, fact, parameters);
          view = next;
        }
        case Folded.Doubtful(var next, var why) -> {
          taken.add(fact);
          parameters = parameters(view, next, fact, parameters);
          view = next;
          doubts = doubts.isEmpty() ? new ArrayList<>() : doubts;
          doubts.add(new Anomaly(taskId, fact.sequence(), fact.type(), why));
        }
      }
    }
    if (view == null) {
      throw new IllegalStateException("a task's first fact was taken for a duplicate: " + taskId);
    }
    return new TaskChange(before, view, parameters, doubts, taken, repeated);
  }

  private static Folded fold(@Nullable TaskView view, Entry.TaskEntry fact) {
    return switch (fact) {
      case Entry.KnownEvent told -> TaskFold.fold(view, told.fact());
      case Entry.UnknownEvent f -> TaskFold.skip(view, f.taskId(), f.sequence(), f.time());
    };
  }

  private static @Nullable Json parameters(
      @Nullable TaskView before, TaskView after, Entry.TaskEntry fact, @Nullable Json soFar) {
    if (!(fact instanceof Entry.KnownEvent told)) {
      return soFar;
    }
    if (told.fact().event() instanceof TaskRestored e) {
      return e.request().parameters();
    }
    boolean followed = before == null || !before.origin().equals(after.origin());
    return told.fact().event() instanceof TaskRequested e && followed ? e.parameters() : soFar;
  }
}
