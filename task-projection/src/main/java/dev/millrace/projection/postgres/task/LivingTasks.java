package dev.millrace.projection.postgres.task;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.millrace.events.task.TaskId;
import dev.millrace.projection.fold.TaskView;
import dev.millrace.projection.poll.TaskChange;
import dev.millrace.projection.poll.TaskFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What is stored of the tasks that a poll speaks of. Of those that live and were written here it
/// is remembered, and nobody is asked.
///
/// What is remembered may be wrong: another reader may have gone on, or the database may have
/// forgotten its last commits. So whoever writes on top of it must be ready to be refused, for each
/// write is held against what is stored; to [#forget], and to look.
public final class LivingTasks {

  /// Some hundred bytes each.
  private static final int MOST = 30_000;

  private final TaskRows rows;
  private final Cache<TaskId, TaskView> views = Caffeine.newBuilder().maximumSize(MOST).build();

  public LivingTasks(TaskRows rows) {
    this.rows = rows;
  }

  /// What is most likely stored; those of which nothing is are missing. A task that begins in this
  /// poll is taken for new.
  public Map<TaskId, TaskView> recall(List<TaskFacts> all) {
    Map<TaskId, TaskView> before = HashMap.newHashMap(all.size());
    List<TaskId> unknown = new ArrayList<>();
    for (TaskFacts facts : all) {
      TaskView view = views.getIfPresent(facts.taskId());
      if (view != null) {
        before.put(facts.taskId(), view);
      } else if (!facts.beginTheTask()) {
        unknown.add(facts.taskId());
      }
    }
    before.putAll(rows.load(unknown));
    return before;
  }

  /// What is stored.
  public Map<TaskId, TaskView> look(List<TaskFacts> all) {
    return rows.load(all.stream().map(TaskFacts::taskId).toList());
  }

  /// Remembers what is committed now.
  public void written(List<TaskChange> changes) {
    for (TaskChange change : changes) {
      TaskView view = change.after();
      if (view.status().isFinal()) {
        views.invalidate(view.id());
      } else {
        views.put(view.id(), view);
      }
    }
  }

  public void forget() {
    views.invalidateAll();
  }
}
