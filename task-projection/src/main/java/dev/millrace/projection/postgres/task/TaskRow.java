package dev.millrace.projection.postgres.task;

import dev.millrace.events.lifecycle.TaskState;
import dev.millrace.events.stored.Json;
import dev.millrace.events.stored.StoredResult;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.TaskError;
import dev.millrace.projection.fold.Origin;
import dev.millrace.projection.fold.ProgressRate;
import dev.millrace.projection.fold.TaskView;
import dev.millrace.projection.poll.TaskChange;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the columns of a task's row are read from; [TaskRowReader] is the way back.
///
/// @param view the task after the change
/// @param state what its state says of the columns, whatever else there is
public record TaskRow(TaskChange change, TaskView view, StateColumns state) {

  /// What stands in the row of a task whose submission was never read.
  public static final String NO_TYPE = "unknown";

  /// No user can be called that, so such a row belongs to nobody.
  public static final String NO_USER = "";

  private static final Json NO_PARAMETERS = new Json("null");

  public static TaskRow of(TaskChange change) {
    return new TaskRow(change, change.after(), StateColumns.of(change.after().state()));
  }

  record StateColumns(
      @Nullable Json result,
      @Nullable StoredResult stored,
      @Nullable TaskError error,
      @Nullable Actor actor,
      @Nullable String executor,
      @Nullable Instant nextAt) {

    private static final StateColumns NONE = new StateColumns(null, null, null, null, null, null);

    private static StateColumns by(@Nullable Actor actor) {
      return new StateColumns(null, null, null, actor, null, null);
    }

    private static StateColumns because(TaskError error, @Nullable Instant nextAt) {
      return new StateColumns(null, null, error, null, null, nextAt);
    }

    private static StateColumns of(TaskState state) {
      return switch (state) {
        case TaskState.Pending _, TaskState.Compensating _ -> NONE;
        case TaskState.Scheduled s -> new StateColumns(null, null, null, null, null, s.runAt());
        case TaskState.Running s ->
            new StateColumns(null, null, null, null, s.executor().value(), null);
        case TaskState.Retrying s -> because(s.error(), s.retryAt());
        case TaskState.Paused s -> by(s.actor());
        case TaskState.Cancelling s -> by(s.actor());
        case TaskState.Completed s ->
            new StateColumns(s.result(), s.stored(), null, null, null, null);
        case TaskState.Failed s -> because(s.error(), null);
        case TaskState.Cancelled s -> by(s.actor());
        case TaskState.TimedOut s -> because(s.error(), null);
      };
    }
  }

  public UUID taskId() {
    return view.id().value();
  }

  /// The submission, if it was ever read.
  public Origin.@Nullable Submitted submitted() {
    return view.origin() instanceof Origin.Submitted submitted ? submitted : null;
  }

  public Json parameters() {
    Json stated = change.parameters();
    return stated == null ? NO_PARAMETERS : stated;
  }

  @Nullable ProgressRate pace() {
    return view.effort().pace();
  }

  /// The sequence that is stored.
  public long stored() {
    TaskView before = change.before();
    if (before == null) {
      throw new IllegalStateException("not stored: " + view.id());
    }
    return before.sequence();
  }
}
