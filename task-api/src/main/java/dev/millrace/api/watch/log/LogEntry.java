package dev.millrace.api.watch.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.events.Fact;
import dev.millrace.events.lifecycle.TaskLifecycle;
import dev.millrace.events.lifecycle.TaskState;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.events.wire.CloudEvent;
import dev.millrace.events.wire.MalformedRecord;
import dev.millrace.events.wire.TaskCodec;
import java.util.Locale;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// A fact at its position in the log. What is needed by some streams only is worked out when the
/// first of them asks, once for all: a fact is parsed at most once, and its event is written once.
public final class LogEntry {

  private static final TaskState ANY_ATTEMPT =
      new TaskState.Running(1, new ExecutorId("any-executor"));

  private final int partition;
  private final long offset;
  private final UUID task;
  private final long sequence;
  private final CloudEvent event;
  private final Parser parser;
  private volatile @Nullable Content content;
  private volatile byte @Nullable [] body;

  LogEntry(int partition, long offset, UUID task, long sequence, CloudEvent event) {
    this(partition, offset, task, sequence, event, TaskCodec::readFact);
  }

  /// @param parser looks inside, at most once
  LogEntry(int partition, long offset, UUID task, long sequence, CloudEvent event, Parser parser) {
    this.partition = partition;
    this.offset = offset;
    this.task = task;
    this.sequence = sequence;
    this.event = event;
    this.parser = parser;
  }

  /// Reads the data of an event; null where this version does not know its type.
  @FunctionalInterface
  interface Parser {
    @Nullable Fact read(CloudEvent event);
  }

  /// What streams need of the data. The fact itself, which may be large, is not kept.
  private record Content(@Nullable TaskStatus status, @Nullable TaskOrigin origin) {
    static final Content UNKNOWN = new Content(null, null);
  }

  /// Reads a record; null where it is no fact, which the projection keeps and reports.
  static @Nullable LogEntry read(ConsumerRecord<byte[], String> found) {
    if (found.value() == null) {
      return null;
    }
    try {
      CloudEvent event = CloudEvent.read(name -> header(found, name), found.value());
      if (!event.type().chars().allMatch(LogEntry::isOfAName)) {
        return null;
      }
      int colon = event.id().lastIndexOf(':');
      return new LogEntry(
          found.partition(),
          found.offset(),
          UUID.fromString(event.subject()),
          Long.parseLong(event.id().substring(colon + 1)),
          event);
    } catch (MalformedRecord | IllegalArgumentException e) {
      // Not for streams to report. The position is passed all the same.
      return null;
    }
  }

  public int partition() {
    return partition;
  }

  public long offset() {
    return offset;
  }

  public UUID task() {
    return task;
  }

  public long sequence() {
    return sequence;
  }

  CloudEvent event() {
    return event;
  }

  /// The status of the task after this fact; null where this version does not know the fact.
  /// Progress and finished steps are of `running` tasks, though now and then one was asked to stop
  /// just before.
  public @Nullable TaskStatus status() {
    return content().status();
  }

  /// Whose task it is, where the fact itself says so.
  @Nullable TaskOrigin statedOrigin() {
    return content().origin();
  }

  /// Two threads that ask at once parse twice and find the same.
  private Content content() {
    Content known = content;
    if (known == null) {
      known = parse();
      content = known;
    }
    return known;
  }

  private Content parse() {
    try {
      Fact fact = parser.read(event);
      return fact == null
          ? Content.UNKNOWN
          : new Content(TaskLifecycle.after(ANY_ATTEMPT, fact).status(), TaskOrigin.of(fact));
    } catch (MalformedRecord e) {
      // A later version's, or of no known type: streams without a status filter pass it on as it
      // is.
      return Content.UNKNOWN;
    }
  }

  /// The lines of the event below its `id:`, the empty one at its end included.
  public byte[] body() {
    byte[] known = body;
    if (known == null) {
      String data = event.data().replace('\n', ' ').replace('\r', ' ');
      known =
          String.format(
                  Locale.ROOT,
                  """
                  event: %s
                  data: {"taskId":"%s","sequence":%d,"type":"%s","time":"%s","data":%s}

                  """,
                  event.type(),
                  task,
                  sequence,
                  event.type(),
                  event.time(),
                  data)
              .getBytes(UTF_8);
      body = known;
    }
    return known;
  }

  /// About how much memory it takes: the data as text, and once more in the body.
  public int size() {
    return 500 + 3 * event.data().length();
  }

  /// A type is written as it is into lines and JSON.
  private static boolean isOfAName(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
  }

  private static @Nullable String header(ConsumerRecord<byte[], String> found, String name) {
    var header = found.headers().lastHeader(name);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }
}
