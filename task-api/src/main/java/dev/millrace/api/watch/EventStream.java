package dev.millrace.api.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.api.watch.live.EventFilter;
import dev.millrace.api.watch.log.LogEntry;
import dev.millrace.api.watch.log.LogPosition;
import dev.millrace.api.watch.resume.Resumable;
import dev.millrace.api.watch.sse.SseWriter;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.events.task.UserId;
import java.util.Arrays;

/// One client's stream of server-sent events.
///
/// Every event has an `id:`, the position of the stream, and so has the heartbeat, which clients
/// take note of without an event: a stream on which nothing happens for a day resumes from a moment
/// ago. A stream of one task ends after the fact that ends the task.
final class EventStream implements Resumable {

  private final Watcher watcher;
  private final EventFilter filter;
  private final SseWriter writer;
  private final int slot;
  private final boolean greets;
  private long sequence;
  private boolean ended;

  /// @param watcher who watches, and whether they want the names of events
  /// @param slot which of the heartbeat's rounds it belongs to
  /// @param sequence the sequence of the newest fact that the client knows, -1 for many tasks
  /// @param greets whether an event says where the stream begins
  EventStream(
      Watcher watcher,
      EventFilter filter,
      SseWriter writer,
      int slot,
      long sequence,
      boolean greets) {
    this.watcher = watcher;
    this.filter = filter;
    this.writer = writer;
    this.slot = slot;
    this.sequence = sequence;
    this.greets = greets;
  }

  @Override
  public EventFilter filter() {
    return filter;
  }

  /// The fact that ends the task ends its stream.
  @Override
  public boolean looksInside() {
    return isOfOneTask();
  }

  @Override
  public synchronized boolean hear(LogEntry entry, String position) {
    if (isOfOneTask()) {
      if (entry.sequence() <= sequence) {
        return true;
      }
      sequence = entry.sequence();
      TaskStatus status = entry.status();
      ended = status != null && status.isFinal();
    }
    boolean taken = send(position, entry.body());
    if (ended) {
      writer.end();
    }
    return taken && !ended;
  }

  @Override
  public synchronized void joined(String position, long newest) {
    if (greets) {
      boolean _ = send(position, "event: connected\ndata: {}\n\n");
    }
  }

  @Override
  public synchronized boolean beat(String position) {
    return send(position, ":\n\n");
  }

  @Override
  public void cutOff() {
    writer.end();
  }

  /// The task as it stands, as the first event.
  ///
  /// @param ends whether it is the last one, too
  synchronized void begin(LogPosition position, String task, boolean ends) {
    ended = ends;
    boolean _ = send(position.encode(), "event: task\ndata: " + task + "\n\n");
  }

  /// The position that the client came with is not in the log: says so.
  void reset() {
    boolean _ =
        writer.offer(
            worded(
                "event: reset\ndata: {\"reason\":\"events since the last one are not available\"}\n\n"
                    .getBytes(UTF_8)));
  }

  @Override
  public boolean isClosed() {
    return writer.isClosed();
  }

  @Override
  public boolean isFilling() {
    return writer.isFilling();
  }

  @Override
  public void whenDrained(Runnable action) {
    writer.whenDrained(action);
  }

  void end() {
    writer.end();
  }

  /// The client is gone: nothing more is written.
  void gone() {
    writer.cut();
  }

  @Override
  public UserId user() {
    return watcher.user();
  }

  int slot() {
    return slot;
  }

  private boolean isOfOneTask() {
    return filter instanceof EventFilter.OneTask;
  }

  private boolean send(String position, String body) {
    return send(position, body.getBytes(UTF_8));
  }

  /// The event without the line of its name, where there is one and the reader wants none.
  private byte[] worded(byte[] event) {
    if (watcher.named() || event[0] != 'e') {
      return event;
    }
    int line = 0;
    while (event[line] != '\n') {
      line++;
    }
    return Arrays.copyOfRange(event, line + 1, event.length);
  }

  /// A reader who is too slow is cut off.
  private boolean send(String position, byte[] body) {
    String id = "id: " + EventId.write(position, isOfOneTask() ? sequence : -1, ended) + "\n";
    boolean taken = writer.offer(id.getBytes(UTF_8), worded(body));
    if (!taken) {
      writer.cut();
    }
    return taken;
  }
}
