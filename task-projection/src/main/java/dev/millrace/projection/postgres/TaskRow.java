package dev.millrace.projection.postgres;

import static dev.millrace.projection.postgres.RowArrays.micros;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.events.lifecycle.TaskState;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.Json;
import dev.millrace.events.task.StoredResult;
import dev.millrace.events.task.TaskError;
import dev.millrace.projection.fold.AttemptCounts;
import dev.millrace.projection.fold.Origin;
import dev.millrace.projection.fold.ProgressRate;
import dev.millrace.projection.fold.TaskView;
import dev.millrace.projection.poll.Change;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The way from a view to the values of a row; [TaskRowReader] is the way back.
final class TaskRow {

  /// What stands in the row of a task whose submission was never read.
  static final String NO_TYPE = "unknown";

  /// No user can be called that, so such a row belongs to nobody.
  static final String NO_USER = "";

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              value -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();

  private TaskRow() {}

  /// The columns that a state fills, whatever else there is.
  private record StateColumns(
      @Nullable Json result,
      @Nullable StoredResult stored,
      @Nullable TaskError error,
      @Nullable Actor actor,
      @Nullable String executor,
      @Nullable Instant nextAt) {

    static final StateColumns NONE = new StateColumns(null, null, null, null, null, null);

    static StateColumns by(@Nullable Actor actor) {
      return new StateColumns(null, null, null, actor, null, null);
    }

    static StateColumns because(TaskError error, @Nullable Instant nextAt) {
      return new StateColumns(null, null, error, null, null, nextAt);
    }

    static StateColumns of(TaskState state) {
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

  static @Nullable Object[] inserted(Change change) {
    TaskView view = change.after();
    Json parameters = change.parameters();
    String stated = parameters == null ? "null" : parameters.text();
    @Nullable Object[] fixed =
        switch (view.origin()) {
          case Origin.Submitted o ->
              new @Nullable Object[] {
                view.id().toString(),
                o.type().value(),
                o.priority().wire(),
                o.userId().value(),
                o.projectId() == null ? null : o.projectId().value(),
                o.parentId() == null ? null : o.parentId().toString(),
                stated,
                o.terms().maxRetries(),
                micros(o.createdAt()),
                o.retention().toMillis()
              };
          case Origin.UnknownSubmission o ->
              new @Nullable Object[] {
                view.id().toString(),
                NO_TYPE,
                "normal",
                NO_USER,
                null,
                null,
                stated,
                0,
                micros(o.createdAt()),
                o.retention().toMillis()
              };
        };
    return joined(fixed, changing(view));
  }

  static @Nullable Object[] updated(Change change) {
    return joined(key(change), changing(change.after()));
  }

  /// The id, and the sequence that is stored.
  static @Nullable Object[] key(Change change) {
    TaskView before = change.before();
    if (before == null) {
      throw new IllegalStateException("not stored: " + change.after().id());
    }
    return new @Nullable Object[] {before.id().toString(), before.sequence()};
  }

  private static @Nullable Object[] changing(TaskView view) {
    StateColumns state = StateColumns.of(view.state());
    AttemptCounts effort = view.effort();
    ProgressRate pace = effort.pace();
    return new @Nullable Object[] {
      view.sequence(),
      view.status().wire(),
      text(view.metadata()),
      pace == null ? null : json(pace.progress()),
      pace == null ? null : pace.rate(),
      pace == null ? null : micros(pace.at()),
      text(state.result),
      json(state.stored),
      json(state.error),
      json(state.actor),
      state.executor,
      effort.attempt(),
      effort.retryCount(),
      micros(state.nextAt),
      micros(effort.startedAt()),
      micros(view.endedAt()),
      micros(view.updatedAt()),
      micros(view.expiresAt())
    };
  }

  private static @Nullable Object[] joined(@Nullable Object[] left, @Nullable Object[] right) {
    @Nullable Object[] all = new @Nullable Object[left.length + right.length];
    System.arraycopy(left, 0, all, 0, left.length);
    System.arraycopy(right, 0, all, left.length, right.length);
    return all;
  }

  private static @Nullable String text(@Nullable Json json) {
    return json == null ? null : json.text();
  }

  private static @Nullable String json(@Nullable Object value) {
    return value == null ? null : MAPPER.writeValueAsString(value);
  }
}
