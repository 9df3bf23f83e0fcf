package dev.millrace.projection.fold;

import dev.millrace.events.TaskRequested;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.ProjectId;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Where a task comes from: what never changes after it was accepted.
///
/// The parameters are not here. They may be large, the fold never looks at them, and whoever writes
/// the row takes them from the fact; so a task that goes on need not have them read again.
public sealed interface Origin {

  Instant createdAt();

  /// How long the task stays visible after its end.
  Duration retention();

  /// Accepted from somebody.
  record Submitted(
      TaskType type,
      UserId userId,
      Priority priority,
      @Nullable ProjectId projectId,
      @Nullable TaskId parentId,
      Terms terms)
      implements Origin {

    static Submitted of(TaskRequested request, Instant createdAt) {
      return new Submitted(
          request.type(),
          request.userId(),
          request.priority(),
          request.projectId(),
          request.parentId(),
          new Terms(createdAt, request.maxRetries(), request.retention(), request.owners()));
    }

    @Override
    public Instant createdAt() {
      return terms.createdAt();
    }

    @Override
    public Duration retention() {
      return terms.retention();
    }
  }

  /// On which terms, and when, a task was accepted.
  ///
  /// @param maxRetries attempts after the first one
  /// @param group the executors that it belongs to
  record Terms(Instant createdAt, int maxRetries, Duration retention, ExecutorGroup group) {

    /// Milliseconds are kept of the retention, as in the table.
    public Terms {
      retention = Duration.ofMillis(retention.toMillis());
    }
  }

  /// The fact that would say so was never read: the task is known by its later facts alone.
  ///
  /// @param createdAt the time of the first fact that was read
  record UnknownSubmission(Instant createdAt) implements Origin {

    /// Long enough for somebody to look into it.
    private static final Duration RETENTION = Duration.ofDays(7);

    @Override
    public Duration retention() {
      return RETENTION;
    }
  }
}
