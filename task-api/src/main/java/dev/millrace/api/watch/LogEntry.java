package dev.millrace.api.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.events.Fact;
import dev.millrace.events.lifecycle.TaskLifecycle;
import dev.millrace.events.lifecycle.TaskState;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.events.wire.CloudEvent;
import dev.millrace.events.wire.MalformedRecord;
import dev.millrace.events.wire.TaskCodec;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// A fact at its place in the log. What is needed by some streams only is worked out when the first
/// of them asks, once for all.
final class LogEntry {

  private static final TaskState ANY_ATTEMPT =
      new TaskState.Running(1, new ExecutorId("any-executor"));

  private final int partition;
  private final long offset;
  private final UUID task;
  private final long sequence;
  private final CloudEvent event;
  private @Nullable TaskOrigin origin;
  private boolean asked;
  private byte @Nullable [] body;

  LogEntry(int partition, long offset, UUID task, long sequence, CloudEvent event) {
    this.partition = partition;
    this.offset = offset;
    this.task = task;
    this.sequence = sequence;
    this.event = event;
  }

  /// Reads a record; null where it is no fact, which the projection keeps and reports.
  static @Nullable LogEntry read(ConsumerRecord<byte[], byte[]> found) {
    if (found.value() == null) {
      return null;
    }
    try {
      CloudEvent event =
          CloudEvent.read(name -> header(found, name), new String(found.value(), UTF_8));
      int colon = event.id().lastIndexOf(':');
      return new LogEntry(
          found.partition(),
          found.offset(),
          UUID.fromString(event.subject()),
          Long.parseLong(event.id().substring(colon + 1)),
          event);
    } catch (MalformedRecord | IllegalArgumentException e) {
      // Not for streams to report. The place is passed all the same.
      return null;
    }
  }

  int partition() {
    return partition;
  }

  long offset() {
    return offset;
  }

  UUID task() {
    return task;
  }

  long sequence() {
    return sequence;
  }

  /// The data as it was said, when it is of a type that this version knows.
  @Nullable Fact fact() {
    try {
      return TaskCodec.readFact(event);
    } catch (MalformedRecord e) {
      // A later version's, or nobody's: told as it is to who asks for no status.
      return null;
    }
  }

  /// The status of the task after this fact. Progress and finished steps are of `running` tasks,
  /// though now and then somebody has just asked one to stop.
  @Nullable TaskStatus status() {
    Fact fact = fact();
    return fact == null ? null : TaskLifecycle.after(ANY_ATTEMPT, fact).status();
  }

  /// Whose task it is; null while that was not asked, and where nobody knows.
  @Nullable TaskOrigin origin() {
    return origin;
  }

  /// Whether it was looked for whose task it is.
  boolean asked() {
    return asked;
  }

  void origin(@Nullable TaskOrigin found) {
    origin = found;
    asked = true;
  }

  /// The lines of the event below its `id:`, the empty one at its end included.
  byte[] body() {
    byte[] known = body;
    if (known == null) {
      String data = event.data().replace('\n', ' ').replace('\r', ' ');
      known =
          """
          event: %s
          data: {"taskId":"%s","sequence":%d,"time":"%s","data":%s}

          """
              .formatted(event.type(), task, sequence, event.time(), data)
              .getBytes(UTF_8);
      body = known;
    }
    return known;
  }

  /// About how much memory it takes.
  int size() {
    return 500 + 2 * event.data().length();
  }

  private static @Nullable String header(ConsumerRecord<byte[], byte[]> found, String name) {
    var header = found.headers().lastHeader(name);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }
}
