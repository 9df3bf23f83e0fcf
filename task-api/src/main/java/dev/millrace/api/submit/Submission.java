package dev.millrace.api.submit;

import dev.millrace.api.query.document.TaskDocument;
import dev.millrace.events.Fact;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.Json;
import dev.millrace.events.task.StoredParameters;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.outbox.OutboxFrame;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A task that may be accepted: complete, checked, not yet written.
///
/// @param fingerprint what it shares with identical tasks; null where they are tasks of their own
/// @param large parameters that are to be stored before it is written; null where the request has
///   them itself
/// @param fileBytes of the file that comes with it, 0 where none does
/// @param line its first fact as a line of a WAL message; the work item follows at once, unless the
///   task waits for its time
record Submission(
    TaskId id,
    Instant createdAt,
    TaskRequested request,
    @Nullable String traceparent,
    @Nullable String fingerprint,
    @Nullable Json large,
    long fileBytes,
    String line) {

  private static final String ACCEPTED = "\"outcome\":\"accepted\"";
  private static final String COALESCED = "\"outcome\":\"coalesced\"";

  static Submission of(
      TaskId id,
      Instant createdAt,
      TaskRequested request,
      @Nullable String traceparent,
      @Nullable String fingerprint) {
    return of(id, createdAt, request, traceparent, fingerprint, null, 0);
  }

  static Submission of(
      TaskId id,
      Instant createdAt,
      TaskRequested request,
      @Nullable String traceparent,
      @Nullable String fingerprint,
      @Nullable Json large,
      long fileBytes) {
    OutboxFrame frame = OutboxFrame.event(id, createdAt, traceparent, request);
    if (request.runAt() == null) {
      frame = frame.then(request.workTopic());
    }
    return new Submission(
        id, createdAt, request, traceparent, fingerprint, large, fileBytes, "0" + frame.tail());
  }

  /// The same with a file.
  ///
  /// @param facts about the file, as metadata
  /// @param bytes of the file
  Submission with(Json facts, long bytes) {
    StoredParameters stored = request.storedParameters();
    return as(request.with(stored == null ? facts : stored.addedTo(facts)), fingerprint, bytes);
  }

  /// The same as a part of a batch, for which no identical task stands: its batch counts it.
  Submission partOf(TaskId parent) {
    return as(request.partOf(parent), null, fileBytes);
  }

  /// The same as a task of these executors.
  Submission ownedBy(ExecutorGroup owners) {
    return as(request.ownedBy(owners), fingerprint, fileBytes);
  }

  private Submission as(TaskRequested other, @Nullable String otherFingerprint, long bytes) {
    return of(id, createdAt, other, traceparent, otherFingerprint, large, bytes);
  }

  /// About what is stored of it until it is forgotten: parameters and file.
  long storedBytes() {
    StoredParameters stored = request.storedParameters();
    return request.parameters().text().length() + (stored == null ? 0 : stored.bytes()) + fileBytes;
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
    return answer(id, status(), createdAt, ACCEPTED);
  }

  /// What the caller is told when another task stands for this one.
  ///
  /// @param asked the options of this one; those that do not hold are named
  Json answer(CoalescedTask standIn, SubmissionOptions asked) {
    return answer(standIn.id(), standIn.status(), standIn.createdAt(), coalesced(standIn, asked));
  }

  /// The same with all that can be said of the other task.
  Json wholeAnswer(CoalescedTask standIn, SubmissionOptions asked) {
    TaskDocument task = standIn.document();
    return task == null
        ? answer(standIn, asked)
        : new Json("{" + coalesced(standIn, asked) + "," + task.json().text().substring(1));
  }

  private static String coalesced(CoalescedTask standIn, SubmissionOptions asked) {
    List<String> ignored = asked.ignored(standIn.options());
    return ignored.isEmpty()
        ? COALESCED
        : COALESCED + ",\"ignored\":[\"" + String.join("\",\"", ignored) + "\"]";
  }

  /// Every field is free of characters that JSON escapes.
  ///
  /// @param outcome what became of the submission, as members
  private Json answer(TaskId id, TaskStatus status, Instant createdAt, String outcome) {
    return new Json(
        "{\"id\":\""
            + id
            + "\",\"type\":\""
            + request.type()
            + "\",\"status\":\""
            + status.wire()
            + "\",\"createdAt\":\""
            + createdAt
            + "\","
            + outcome
            + "}");
  }
}
