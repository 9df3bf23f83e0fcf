package dev.millrace.api.watch.resume;

import dev.millrace.api.watch.live.Fanout;
import dev.millrace.api.watch.log.LogEntry;
import dev.millrace.api.watch.log.LogPosition;
import dev.millrace.api.watch.log.LogReader;
import dev.millrace.api.watch.log.SeenSequences;
import dev.millrace.api.watch.log.TaskOrigin;
import dev.millrace.api.watch.log.TaskOrigins;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/// One way through the log for a group of streams, up to where the fan-out takes them over.
///
/// Who is left in the group when this ends early has to be cut off.
final class CatchUpPass {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LIVE_PATIENCE = Duration.ofMillis(50);
  private static final int LIVE_TRIES = 40;

  private final List<ResumingStream> group;
  private final Fanout fanout;
  private final TaskOrigins origins;
  private final CatchUpAllowance allowance;
  private final BooleanSupplier stopping;

  /// @param group those who leave the pass are removed
  /// @param stopping whether to end early
  CatchUpPass(
      List<ResumingStream> group,
      Fanout fanout,
      TaskOrigins origins,
      CatchUpAllowance allowance,
      BooleanSupplier stopping) {
    this.group = group;
    this.fanout = fanout;
    this.origins = origins;
    this.allowance = allowance;
    this.stopping = stopping;
  }

  /// A process that nobody listened to begins to read when the first one comes: most have nothing
  /// to catch up with then.
  ///
  /// @return whether the log has to be read for some
  boolean awaitLive() throws InterruptedException {
    join();
    for (int i = 0; i < LIVE_TRIES && isAllAhead() && !stopping.getAsBoolean(); i++) {
      fanout.awaitNews(LIVE_PATIENCE);
      join();
    }
    return !group.isEmpty();
  }

  /// Reads the log. While it is ahead of the live streams, it waits for them.
  void read(LogReader log) throws InterruptedException {
    LogPosition begin = log.begin();
    LogPosition end = log.end();
    group.forEach(each -> each.require(begin, end, allowance));
    settle();
    LogPosition first =
        group.stream()
            .map(each -> each.position().over(end.partitions()))
            .reduce(end, LogPosition::min);
    LogPosition position = log.seekBefore(first);
    var seen = new SeenSequences();
    while (!group.isEmpty() && !stopping.getAsBoolean()) {
      LogReader.Poll polled = log.poll(POLL);
      group.stream()
          .map(ResumingStream::user)
          .distinct()
          .forEach(user -> allowance.charge(user, polled.records()));
      Map<UUID, TaskOrigin> known = originsOf(polled.facts());
      for (LogEntry entry : polled.facts()) {
        position = position.after(entry.partition(), entry.offset());
        if (seen.isNew(entry.task(), entry.sequence())) {
          for (ResumingStream each : group) {
            each.hear(entry, known.get(entry.task()), position);
          }
        }
      }
      position = log.position();
      for (ResumingStream each : group) {
        each.passed(position);
      }
      handOver();
    }
  }

  private Map<UUID, TaskOrigin> originsOf(List<LogEntry> facts) {
    return group.stream().anyMatch(ResumingStream::needsOrigins) ? origins.of(facts) : Map.of();
  }

  private void handOver() throws InterruptedException {
    join();
    while (isAnyAhead() && !stopping.getAsBoolean()) {
      fanout.awaitNews(LIVE_PATIENCE);
      join();
    }
  }

  private void join() {
    group.forEach(each -> each.join(fanout, origins));
    settle();
  }

  private void settle() {
    group.removeIf(ResumingStream::settle);
  }

  private boolean isAnyAhead() {
    return group.stream().anyMatch(each -> each.state() instanceof ResumingStream.Ahead);
  }

  private boolean isAllAhead() {
    return !group.isEmpty()
        && group.stream().allMatch(each -> each.state() instanceof ResumingStream.Ahead);
  }
}
