package dev.millrace.api.submit.topic;

import dev.millrace.api.submit.Acceptance;
import dev.millrace.api.submit.commit.Submission;
import dev.millrace.api.submit.commit.SubmissionOptions;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.command.SubmitTask;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.TaskError;
import dev.millrace.events.task.TaskId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A task that a service has submitted in a transaction of its own.
record TopicSubmission(TaskId id, SubmitTask task, @Nullable String traceparent) {

  Acceptance.Sender sender() {
    return new Acceptance.Sender(task.userId(), traceparent);
  }

  SubmissionOptions options() {
    return new SubmissionOptions(
        task.priority(), task.maxRetries(), task.timeout(), task.runAt(), task.projectId());
  }

  /// The task as one that was not accepted: it exists, has failed, and says why.
  ///
  /// @param parameters as far as they can be shown
  Submission refused(Instant now, Json parameters, TaskError why) {
    TaskPolicy policy = TaskPolicy.STANDARD;
    return Submission.refused(
        id,
        now,
        new TaskRequested(
            task.type(),
            task.userId(),
            task.priority() == null ? Priority.NORMAL : task.priority(),
            parameters,
            task.projectId(),
            null,
            null,
            null,
            0,
            null,
            null,
            policy.retention()),
        traceparent,
        why);
  }
}
