package dev.millrace.api.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.events.task.TaskStatus;
import dev.millrace.events.task.UserId;

/// One client's stream of server-sent events.
///
/// Every event has an `id:` that says where the stream is, and so has the heartbeat, which clients
/// take note of without being told an event: a stream on which nothing happens for a day resumes
/// from a moment ago. A stream of one task ends after the fact that ends the task.
final class EventStream implements Listener {

  private final UserId user;
  private final Interest interest;
  private final Outlet outlet;
  private final int slot;
  private final boolean greets;
  private long told;

  /// @param user who watches
  /// @param slot which of the heartbeat's rounds it belongs to
  /// @param told the sequence of the newest fact that the client knows, -1 for many tasks
  /// @param greets whether an event says where the stream begins
  EventStream(UserId user, Interest interest, Outlet outlet, int slot, long told, boolean greets) {
    this.user = user;
    this.interest = interest;
    this.outlet = outlet;
    this.slot = slot;
    this.told = told;
    this.greets = greets;
  }

  @Override
  public Interest interest() {
    return interest;
  }

  /// The fact that ends the task ends its stream.
  @Override
  public boolean looksInside() {
    return isOfOneTask();
  }

  @Override
  public synchronized boolean hear(LogEntry entry, String position) {
    boolean ends = false;
    if (isOfOneTask()) {
      if (entry.sequence() <= told) {
        return true;
      }
      told = entry.sequence();
      TaskStatus status = entry.status();
      ends = status != null && status.isFinal();
    }
    boolean taken = send(position, entry.body());
    if (ends) {
      outlet.end();
    }
    return taken && !ends;
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
    outlet.end();
  }

  /// The task as it stands, as the first event.
  synchronized void begin(LogPosition position, String task) {
    boolean _ = send(position.encode(), "event: task\ndata: " + task + "\n\n");
  }

  /// The place that the client came with is not in the log: says so, and from where it goes on.
  void reset() {
    boolean _ =
        outlet.offer(
            "event: reset\ndata: {\"reason\":\"events since the last one are not available\"}\n\n"
                .getBytes(UTF_8));
  }

  boolean isClosed() {
    return outlet.isClosed();
  }

  boolean isFilling() {
    return outlet.isFilling();
  }

  void whenDrained(Runnable action) {
    outlet.whenDrained(action);
  }

  void end() {
    outlet.end();
  }

  /// The client is gone: nothing more is written.
  void gone() {
    outlet.cut();
  }

  UserId user() {
    return user;
  }

  int slot() {
    return slot;
  }

  private boolean isOfOneTask() {
    return interest instanceof Interest.OneTask;
  }

  private boolean send(String position, String body) {
    return send(position, body.getBytes(UTF_8));
  }

  /// A reader who is too slow is cut off.
  private boolean send(String position, byte[] body) {
    String id = "id: " + EventId.write(position, isOfOneTask() ? told : -1) + "\n";
    boolean taken = outlet.offer(id.getBytes(UTF_8), body);
    if (!taken) {
      outlet.cut();
    }
    return taken;
  }
}
