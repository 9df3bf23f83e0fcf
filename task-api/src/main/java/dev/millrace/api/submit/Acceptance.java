package dev.millrace.api.submit;

import dev.millrace.api.catalogue.OfferedType;
import dev.millrace.api.problem.TaskProblem;
import dev.millrace.api.submit.commit.Submission;
import dev.millrace.api.submit.commit.SubmissionOptions;
import dev.millrace.blobs.BlobName;
import dev.millrace.blobs.BlobSum;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.stored.Json;
import dev.millrace.events.stored.StoredParameters;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.UserId;
import dev.millrace.http.input.StrictJson;
import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemException;
import dev.millrace.http.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;

/// Decides whether a task can be made of what was sent, and makes it. Pure.
///
/// The type's policy is written out into the request, and the executors that the type belongs to,
/// so that the task means the same and is theirs however the type changes while it waits. Where the
/// policy makes identical tasks in flight one task, that holds within a user, since another user's
/// task does not exist for them, and for tasks that are to start at once: one that waits for its
/// time is meant to run then, whatever ran before.
///
/// Parameters above [#LARGEST_IN_EVENT] do not go through Kafka: the request says where they will
/// be, and they are to be stored before it is written.
///
/// @param largestParameters most bytes of one task's parameters, as compact JSON in UTF-8
public record Acceptance(DataSize largestParameters) {

  /// Bytes of parameters that fit into an event.
  static final int LARGEST_IN_EVENT = 256 * 1024;

  /// Makes the task.
  ///
  /// @param pointer where the parameters stand in the body
  /// @throws ProblemException naming every wrong place
  public Submission accept(
      OfferedType type,
      JsonNode parameters,
      String pointer,
      SubmissionOptions options,
      Sender sender,
      TaskId id,
      Instant now) {
    List<Problem.FieldError> errors = type.errors(parameters, pointer);
    if (!errors.isEmpty()) {
      throw Problem.of(
              TaskProblem.INVALID_PARAMETERS,
              "The parameters do not fit task type '"
                  + type.entry().type()
                  + "': "
                  + (errors.getFirst().pointer() + " " + errors.getFirst().message()).strip())
          .withErrors(errors)
          .asException();
    }
    Json json = new Json(StrictJson.text(parameters));
    StoredParameters stored = stored(json, id);
    TaskRequested request =
        stored == null
            ? request(type, json, options, sender, now)
            : request(type, Json.EMPTY_OBJECT, options, sender, now).with(stored.addedTo(null));
    boolean mayBeOneTask = type.entry().policy().coalesce() && request.runAt() == null;
    return Submission.of(
        id,
        now,
        request,
        sender.trace(),
        mayBeOneTask ? Fingerprint.of(request.type(), parameters) : null,
        stored == null ? null : json,
        0);
  }

  private static TaskRequested request(
      OfferedType type, Json parameters, SubmissionOptions options, Sender sender, Instant now) {
    TaskPolicy policy = type.entry().policy();
    Instant runAt = options.runAt();
    return new TaskRequested(
        type.entry().type(),
        sender.user(),
        options.priority() == null ? Priority.NORMAL : options.priority(),
        parameters,
        options.projectId(),
        null,
        null,
        runAt != null && runAt.isAfter(now) ? runAt : null,
        options.maxRetries() == null ? policy.maxRetries() : options.maxRetries(),
        options.timeout() == null ? policy.timeout() : options.timeout(),
        null,
        policy.retention(),
        type.entry().group());
  }

  /// Where they will be, when they are too large for an event.
  private @Nullable StoredParameters stored(Json parameters, TaskId id) {
    if (parameters.text().length() * 3L <= LARGEST_IN_EVENT) {
      return null;
    }
    byte[] bytes = parameters.text().getBytes(StandardCharsets.UTF_8);
    if (bytes.length > largestParameters.toBytes()) {
      throw Problem.of(
              ProblemType.TOO_LARGE,
              "The parameters may have " + largestParameters.toBytes() + " bytes of compact JSON")
          .with("limit", largestParameters.toBytes())
          .asException();
    }
    return bytes.length <= LARGEST_IN_EVENT
        ? null
        : new StoredParameters(
            BlobName.parameters(id).toString(), bytes.length, BlobSum.of(bytes).sha256());
  }

  /// Who submits, and the trace it is a part of.
  public record Sender(UserId user, @Nullable String trace) {}
}
