package dev.millrace.api.watch.live;

import dev.millrace.api.watch.log.Entries;
import dev.millrace.api.watch.log.LogEntry;
import dev.millrace.api.watch.log.LogPosition;
import dev.millrace.api.watch.log.TaskOrigin;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A fan-out that a test feeds, in place of the reader of the log.
public final class FedFanout {

  private final Fanout fanout = new Fanout();

  public Fanout fanout() {
    return fanout;
  }

  /// Remembers nothing before this position.
  public void liveFrom(LogPosition position) {
    fanout.begin(position);
    fanout.welcome();
  }

  /// Passes facts on.
  ///
  /// @param end the position behind the facts
  public void publish(LogPosition end, LogEntry... facts) {
    Map<UUID, TaskOrigin> origins =
        fanout.needsOrigins()
            ? Entries.origins(Stream.of(facts).map(LogEntry::task).collect(Collectors.toSet()))
            : Map.of();
    fanout.publish(List.of(facts), origins, end);
  }

  public int joined() {
    return fanout.joined();
  }

  public long newest(UUID task) {
    return fanout.newest(task);
  }
}
