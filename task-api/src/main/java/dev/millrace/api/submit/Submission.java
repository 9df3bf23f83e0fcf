package dev.millrace.api.submit;

import dev.millrace.api.query.TaskDocument;
import dev.millrace.events.Fact;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.Topics;
import dev.millrace.events.task.Json;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.outbox.OutboxFrame;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A task that may be accepted: complete, checked, not yet written.
///
/// @param fingerprint what it shares with identical tasks; null where they are tasks of their own
/// @param line its first fact as a line of a WAL message; the work item follows at once, unless the
///   task waits for its time
record Submission(
    TaskId id,
    Instant createdAt,
    TaskRequested request,
    @Nullable String traceparent,
    @Nullable String fingerprint,
    String line) {

  static Submission of(
      TaskId id,
      Instant createdAt,
      TaskRequested request,
      @Nullable String traceparent,
      @Nullable String fingerprint) {
    OutboxFrame frame = OutboxFrame.event(id, createdAt, traceparent, request);
    if (request.runAt() == null) {
      frame = frame.then(Topics.work(request.type(), request.priority()));
    }
    return new Submission(id, createdAt, request, traceparent, fingerprint, "0" + frame.tail());
  }

  /// The same with facts about how it was submitted.
  Submission with(Json metadata) {
    TaskRequested r = request;
    return of(
        id,
        createdAt,
        new TaskRequested(
            r.type(),
            r.userId(),
            r.priority(),
            r.parameters(),
            r.projectId(),
            r.parentId(),
            metadata,
            r.runAt(),
            r.maxRetries(),
            r.timeout(),
            r.deadline(),
            r.retention()),
        traceparent,
        fingerprint);
  }

  Fact fact() {
    return new Fact(id, 0, createdAt, request);
  }

  TaskStatus status() {
    return request.runAt() == null ? TaskStatus.PENDING : TaskStatus.SCHEDULED;
  }

  /// About what it weighs in memory and on the wire.
  int weight() {
    return line.length() + request.parameters().text().length();
  }

  /// What the caller is told when this task was accepted.
  Json answer() {
    return answer(id, status(), createdAt);
  }

  /// What the caller is told when another task stands for this one.
  Json answer(TaskDocument standIn) {
    return answer(new TaskId(standIn.id()), standIn.status(), standIn.createdAt());
  }

  /// Every field is free of characters that JSON escapes.
  private Json answer(TaskId id, TaskStatus status, Instant createdAt) {
    return new Json(
        "{\"id\":\""
            + id
            + "\",\"type\":\""
            + request.type()
            + "\",\"status\":\""
            + status.wire()
            + "\",\"createdAt\":\""
            + createdAt
            + "\"}");
  }
}
