package dev.millrace.events;

import static java.util.Objects.requireNonNull;

import dev.millrace.events.task.Json;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.ProjectId;
import dev.millrace.events.task.StoredParameters;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A caller was told 202: the task is accepted. The first fact of every task, and its work item.
///
/// Whatever policy the type had when the task was accepted is written out here, so that the task
/// means the same however the type changes while it waits.
///
/// @param parameters what the handler is given, valid against the schema of the type; the empty
///   object where they are stored
/// @param projectId what the caller groups tasks by
/// @param parentId the batch this task is a part of
/// @param metadata facts about the submission, such as where its text came from, or where its
///   parameters are stored
/// @param runAt not to be started before this moment
/// @param maxRetries attempts after the first one
/// @param timeout the longest one attempt may take
/// @param deadline when the task must have ended, however many attempts are left
/// @param retention how long the task stays visible after its end
public record TaskRequested(
    TaskType type,
    UserId userId,
    Priority priority,
    Json parameters,
    @Nullable ProjectId projectId,
    @Nullable TaskId parentId,
    @Nullable Json metadata,
    @Nullable Instant runAt,
    int maxRetries,
    @Nullable Duration timeout,
    @Nullable Instant deadline,
    Duration retention)
    implements TaskEvent {

  public TaskRequested {
    requireNonNull(type, "type");
    requireNonNull(userId, "userId");
    requireNonNull(priority, "priority");
    requireNonNull(parameters, "parameters");
    requireNonNull(retention, "retention");
  }

  /// Where the parameters are, when they are too large for an event.
  public @Nullable StoredParameters storedParameters() {
    return StoredParameters.in(metadata);
  }

  /// The same as a part of a batch.
  public TaskRequested partOf(TaskId parent) {
    return with(parent, metadata);
  }

  /// The same with other facts about the submission.
  public TaskRequested with(Json otherMetadata) {
    return with(parentId, otherMetadata);
  }

  private TaskRequested with(@Nullable TaskId parent, @Nullable Json facts) {
    return new TaskRequested(
        type,
        userId,
        priority,
        parameters,
        projectId,
        parent,
        facts,
        runAt,
        maxRetries,
        timeout,
        deadline,
        retention);
  }
}
