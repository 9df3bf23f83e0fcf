package dev.millrace.api.submit.commit;

import dev.millrace.api.query.document.TaskDocument;
import dev.millrace.events.Fact;
import dev.millrace.events.TaskFailed;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.stored.Json;
import dev.millrace.events.stored.StoredParameters;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.TaskError;
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
/// @param isRefused whether it has failed already, because it cannot be accepted
/// @param line its first fact as a line of a WAL message, and its end where it was refused; the
///   work item follows at once, unless the task waits for its time
public record Submission(
    TaskId id,
    Instant createdAt,
    TaskRequested request,
    @Nullable String traceparent,
    @Nullable String fingerprint,
    @Nullable Json large,
    long fileBytes,
    boolean isRefused,
    String line) {

  private static final String ACCEPTED = "\"outcome\":\"accepted\"";
  private static final String COALESCED = "\"outcome\":\"coalesced\"";

  public static Submission of(
      TaskId id,
      Instant createdAt,
      TaskRequested request,
      @Nullable String traceparent,
      @Nullable String fingerprint) {
    return of(id, createdAt, request, traceparent, fingerprint, null, 0);
  }

  public static Submission of(
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
        id,
        createdAt,
        request,
        traceparent,
        fingerprint,
        large,
        fileBytes,
        false,
        "0" + frame.tail());
  }

  /// A task that was not accepted, and whose id is known already: it is there, and has failed. No
  /// executor hears of it.
  public static Submission refused(
      TaskId id,
      Instant createdAt,
      TaskRequested request,
      @Nullable String traceparent,
      TaskError why) {
    var failed = new Fact(id, 1, createdAt, new TaskFailed(0, why));
    String lines =
        "0"
            + OutboxFrame.event(id, createdAt, traceparent, request).tail()
            + "\n"
            + OutboxFrame.line(failed, traceparent);
    return new Submission(id, createdAt, request, traceparent, null, null, 0, true, lines);
  }

  /// The same with a file.
  ///
  /// @param facts about the file, as metadata
  /// @param bytes of the file
  public Submission with(Json facts, long bytes) {
    StoredParameters stored = request.storedParameters();
    return as(request.with(stored == null ? facts : stored.addedTo(facts)), fingerprint, bytes);
  }

  /// The same as a part of a batch, for which no identical task stands: its batch counts it.
  public Submission partOf(TaskId parent) {
    return as(request.partOf(parent), null, fileBytes);
  }

  /// The same as one that no identical task stands for.
  public Submission alone() {
    return fingerprint == null ? this : as(request, null, fileBytes);
  }

  /// The same as a task of these executors.
  public Submission ownedBy(ExecutorGroup owners) {
    return as(request.ownedBy(owners), fingerprint, fileBytes);
  }

  private Submission as(TaskRequested other, @Nullable String otherFingerprint, long bytes) {
    return of(id, createdAt, other, traceparent, otherFingerprint, large, bytes);
  }

  /// About what is stored of it until it is forgotten: parameters and file.
  public long storedBytes() {
    StoredParameters stored = request.storedParameters();
    return request.parameters().text().length() + (stored == null ? 0 : stored.bytes()) + fileBytes;
  }

  public Fact fact() {
    return new Fact(id, 0, createdAt, request);
  }

  public TaskStatus status() {
    return request.runAt() == null ? TaskStatus.PENDING : TaskStatus.SCHEDULED;
  }

  /// About what it weighs in memory and on the wire.
  public int weight() {
    return line.length() + request.parameters().text().length();
  }

  /// What the caller is told when this task was accepted.
  public Json answer() {
    return answer(id, status(), createdAt, ACCEPTED);
  }

  /// What the caller is told when another task stands for this one.
  ///
  /// @param asked the options of this one; those that do not hold are named
  public Json answer(CoalescedTask standIn, SubmissionOptions asked) {
    return answer(standIn.id(), standIn.status(), standIn.createdAt(), coalesced(standIn, asked));
  }

  /// The same with all that can be said of the other task.
  public Json wholeAnswer(CoalescedTask standIn, SubmissionOptions asked) {
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
