package dev.millrace.api.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/// Serves streams that begin in the past, until they have come up to the live ones.
///
/// A pass over the log serves all who wait when it begins, however many; a few passes run at once.
/// A stream leaves it when the fan-out remembers everything since the place that it has come to. If
/// its client reads too slowly, it leaves the pass for a rest and waits for the next one. Whoever
/// is cut off knows where they were, and comes again.
final class CatchUp implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);
  private static final int MOST_PASSES = 2;
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LIVE_PATIENCE = Duration.ofMillis(50);
  private static final int LIVE_TRIES = 40;

  /// Records of each partition that are read before the first that is wanted, to know second
  /// copies.
  private static final long PRELUDE = 500;

  private final Fanout fanout;
  private final TaskOrigins origins;
  private final EventTopic topic;
  private final long mostRecords;
  private final CatchUpAllowance allowance;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Resuming> waiting = new ArrayList<>();
  private int passes;
  private volatile boolean stopping;

  /// @param mostRecords that are read for one stream; who is further back begins anew
  /// @param allowance of each user, for all of their streams
  CatchUp(
      Fanout fanout,
      TaskOrigins origins,
      EventTopic topic,
      long mostRecords,
      CatchUpAllowance allowance) {
    this.fanout = fanout;
    this.origins = origins;
    this.topic = topic;
    this.mostRecords = mostRecords;
    this.allowance = allowance;
  }

  /// A stream, where it has come to, and what to do when the log does not reach back so far.
  private record Resuming(EventStream stream, LogPosition from, Runnable lost) {}

  /// Lets a stream go on from a place.
  ///
  /// @param lost is run when that place is not in the log, or too far back
  void resume(EventStream stream, LogPosition from, Runnable lost) {
    var resuming = new Resuming(stream, from, lost);
    if (!hasJoined(resuming, from)) {
      synchronized (this) {
        waiting.add(resuming);
        if (passes < MOST_PASSES && !stopping) {
          passes++;
          threads.execute(this::serve);
        }
      }
    }
  }

  @Override
  public void close() {
    stopping = true;
    threads.shutdownNow();
  }

  private void serve() {
    for (List<Resuming> group = next(); !group.isEmpty(); group = next()) {
      try {
        awaitLive(group);
        if (!group.isEmpty()) {
          pass(group);
        }
      } catch (KafkaException | DataAccessException e) {
        LOG.warn("{} streams that resumed are cut off: {}", group.size(), e.toString());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        LOG.error("{} streams that resumed are cut off", group.size(), e);
      }
      group.forEach(left -> left.stream().cutOff());
    }
  }

  private synchronized List<Resuming> next() {
    List<Resuming> group = new ArrayList<>(waiting);
    waiting.clear();
    if (group.isEmpty()) {
      passes--;
    }
    return group;
  }

  /// A process that nobody listened to begins to read when the first one comes: most have nothing
  /// to catch up with then.
  private void awaitLive(List<Resuming> group) throws InterruptedException {
    for (int i = 0; i < LIVE_TRIES && !group.isEmpty() && !stopping; i++) {
      boolean early = false;
      for (Iterator<Resuming> each = group.iterator(); each.hasNext(); ) {
        Resuming resuming = each.next();
        switch (join(resuming, resuming.from())) {
          case JOINED -> each.remove();
          case TOO_EARLY -> early = true;
          case TOO_LATE -> {}
        }
      }
      if (early) {
        return;
      }
      if (!group.isEmpty()) {
        fanout.awaitNews(LIVE_PATIENCE);
      }
    }
  }

  private void pass(List<Resuming> group) throws InterruptedException {
    try (Consumer<byte[], String> consumer = topic.open("task-api-catch-up")) {
      List<TopicPartition> partitions = EventTopic.partitions(consumer);
      if (partitions.isEmpty()) {
        return;
      }
      consumer.assign(partitions);
      LogPosition begin = EventTopic.position(consumer.beginningOffsets(partitions));
      LogPosition end = EventTopic.position(consumer.endOffsets(partitions));
      keepReachable(group, begin, end);
      LogPosition first =
          group.stream()
              .map(resuming -> resuming.from().over(end.partitions()))
              .reduce(end, LogPosition::min);
      LogPosition place = EventTopic.seek(consumer, first, begin, PRELUDE);
      var sequences = new SeenSequences();
      while (!group.isEmpty() && !stopping) {
        var polled = consumer.poll(POLL);
        group.stream()
            .map(resuming -> resuming.stream().user())
            .distinct()
            .forEach(user -> allowance.charge(user, polled.count()));
        List<LogEntry> facts = EventTopic.facts(polled);
        if (group.stream().anyMatch(CatchUp::isOfManyTasks)) {
          origins.resolve(facts);
        }
        for (LogEntry entry : facts) {
          place = place.after(entry.partition(), entry.offset());
          if (sequences.isNew(entry.task(), entry.sequence())) {
            tell(group, entry, place);
          }
        }
        place = EventTopic.position(consumer, partitions);
        handOver(group, place);
      }
    }
  }

  private void keepReachable(List<Resuming> group, LogPosition begin, LogPosition end) {
    for (Iterator<Resuming> each = group.iterator(); each.hasNext(); ) {
      Resuming resuming = each.next();
      LogPosition from = resuming.from().over(end.partitions());
      if (from.partitions() > end.partitions()
          || !from.isWithin(begin, end)
          || end.recordsSince(from.max(begin)) > mostRecords
          || !allowance.isLeft(resuming.stream().user())) {
        each.remove();
        resuming.lost().run();
      }
    }
  }

  private void tell(List<Resuming> group, LogEntry entry, LogPosition place) {
    for (Iterator<Resuming> each = group.iterator(); each.hasNext(); ) {
      Resuming resuming = each.next();
      LogPosition from = resuming.from().over(place.partitions());
      EventStream stream = resuming.stream();
      if (entry.offset() < from.next(entry.partition()) || !stream.interest().admits(entry)) {
        continue;
      }
      LogPosition reached = from.max(place);
      if (!stream.hear(entry, reached.encode())) {
        each.remove();
      } else if (stream.isFilling()) {
        each.remove();
        stream.whenDrained(() -> resume(stream, reached, resuming.lost()));
      }
    }
  }

  /// Live streams take over those who have come up to them. Where this pass is ahead of them, it
  /// waits.
  private void handOver(List<Resuming> group, LogPosition place) throws InterruptedException {
    boolean ahead = true;
    while (ahead && !stopping) {
      ahead = false;
      for (Iterator<Resuming> each = group.iterator(); each.hasNext(); ) {
        Resuming resuming = each.next();
        LogPosition reached = resuming.from().over(place.partitions()).max(place);
        switch (join(resuming, reached)) {
          case JOINED -> each.remove();
          case TOO_EARLY -> {}
          case TOO_LATE -> ahead = true;
        }
      }
      if (ahead) {
        fanout.awaitNews(LIVE_PATIENCE);
      }
    }
  }

  private boolean hasJoined(Resuming resuming, LogPosition place) {
    try {
      return join(resuming, place) == Fanout.Joining.JOINED;
    } catch (DataAccessException e) {
      LOG.warn("A stream that resumed is cut off: {}", e.toString());
      resuming.stream().cutOff();
      return true;
    }
  }

  private Fanout.Joining join(Resuming resuming, LogPosition place) {
    return resuming.stream().isClosed()
        ? Fanout.Joining.JOINED
        : fanout.join(resuming.stream(), place);
  }

  private static boolean isOfManyTasks(Resuming resuming) {
    return resuming.stream().interest() instanceof EventFilter.TasksOf;
  }
}
