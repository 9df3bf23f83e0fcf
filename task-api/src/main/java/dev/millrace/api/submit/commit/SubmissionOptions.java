package dev.millrace.api.submit.commit;

import dev.millrace.events.TaskRequested;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.ProjectId;
import dev.millrace.http.input.Query;
import dev.millrace.http.input.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a caller asks for beside the parameters; null where the type's policy decides.
public record SubmissionOptions(
    @Nullable Priority priority,
    @Nullable Integer maxRetries,
    @Nullable Duration timeout,
    @Nullable Instant runAt,
    @Nullable ProjectId projectId) {

  public static final String PRIORITY = "priority";
  public static final String MAX_RETRIES = "maxRetries";
  public static final String TIMEOUT = "timeout";
  public static final String RUN_AT = "runAt";
  public static final String PROJECT_ID = "projectId";

  public static final List<String> NAMES =
      List.of(PRIORITY, MAX_RETRIES, TIMEOUT, RUN_AT, PROJECT_ID);
  public static final SubmissionOptions NONE = new SubmissionOptions(null, null, null, null, null);

  /// Most attempts after the first that a caller can ask for.
  public static final int MOST_RETRIES = 100;

  /// Those that hold for a task.
  static SubmissionOptions heldBy(TaskRequested request) {
    return new SubmissionOptions(
        request.priority(),
        request.maxRetries(),
        request.timeout(),
        request.runAt(),
        request.projectId());
  }

  public static SubmissionOptions of(@Nullable String rawQuery) {
    if (rawQuery == null || rawQuery.isEmpty()) {
      return NONE;
    }
    Query query = Query.parse(rawQuery, NAMES);
    return new SubmissionOptions(
        query.get(PRIORITY, Priority::parse),
        query.get(MAX_RETRIES, text -> Values.integer(text, 0, MOST_RETRIES)),
        query.get(TIMEOUT, Values::duration),
        query.get(RUN_AT, Values::time),
        query.get(PROJECT_ID, Values::projectId));
  }

  /// The names of those that were asked for and do not hold.
  ///
  /// Not the time to start at: a task that waits for one is no other task's stand-in.
  ///
  /// @param held those of the task that stands for the one that was asked for
  public List<String> ignored(SubmissionOptions held) {
    List<String> names = new ArrayList<>();
    if (differs(priority, held.priority)) {
      names.add(PRIORITY);
    }
    if (differs(maxRetries, held.maxRetries)) {
      names.add(MAX_RETRIES);
    }
    // Milliseconds are kept of it.
    if (timeout != null
        && (held.timeout == null || timeout.toMillis() != held.timeout.toMillis())) {
      names.add(TIMEOUT);
    }
    if (differs(projectId, held.projectId)) {
      names.add(PROJECT_ID);
    }
    return names;
  }

  private static boolean differs(@Nullable Object asked, @Nullable Object held) {
    return asked != null && !Objects.equals(asked, held);
  }
}
