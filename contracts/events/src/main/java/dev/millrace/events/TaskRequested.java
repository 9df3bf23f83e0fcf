package dev.millrace.events;

import static java.util.Objects.requireNonNull;

import dev.millrace.events.stored.Json;
import dev.millrace.events.stored.StoredParameters;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.ProjectId;
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
/// @param group the executors that the task belongs to, as [ExecutorGroup#named] says it; see
///   [#owners]
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
    Duration retention,
    @Nullable ExecutorGroup group)
    implements TaskEvent {

  public TaskRequested {
    requireNonNull(type, "type");
    requireNonNull(userId, "userId");
    requireNonNull(priority, "priority");
    requireNonNull(parameters, "parameters");
    requireNonNull(retention, "retention");
    group = ExecutorGroup.of(group).named();
  }

  /// A task of the default group.
  public TaskRequested(
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
      Duration retention) {
    this(
        type,
        userId,
        priority,
        parameters,
        projectId,
        parentId,
        metadata,
        runAt,
        maxRetries,
        timeout,
        deadline,
        retention,
        null);
  }

  /// The executors that the task belongs to.
  public ExecutorGroup owners() {
    return ExecutorGroup.of(group);
  }

  /// Where its work items wait.
  public String workTopic() {
    return Topics.work(owners(), type, priority);
  }

  /// Where the parameters are, when they are too large for an event.
  public @Nullable StoredParameters storedParameters() {
    return StoredParameters.in(metadata);
  }

  /// The same as a part of a batch.
  public TaskRequested partOf(TaskId parent) {
    return with(parent, metadata, group);
  }

  /// The same with other facts about the submission.
  public TaskRequested with(Json otherMetadata) {
    return with(parentId, otherMetadata, group);
  }

  /// The same as a task of these executors.
  public TaskRequested ownedBy(ExecutorGroup owners) {
    return with(parentId, metadata, owners);
  }

  private TaskRequested with(
      @Nullable TaskId parent, @Nullable Json facts, @Nullable ExecutorGroup owners) {
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
        retention,
        owners);
  }
}
