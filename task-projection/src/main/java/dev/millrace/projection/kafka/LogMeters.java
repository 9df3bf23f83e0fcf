package dev.millrace.projection.kafka;

import dev.millrace.events.lifecycle.TaskLifecycle.Verdict;
import dev.millrace.projection.poll.Anomaly;
import dev.millrace.projection.poll.PollWriter.Outcome.Written;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/// What a reader counts: `millrace.projection.*`, or `millrace.projection.dead-letters.*`.
public final class LogMeters {

  private final Counter facts;
  private final Counter duplicates;
  private final Counter gaps;
  private final Counter illegal;
  private final Counter foreign;
  private final Counter unreadable;
  private final Counter fenced;
  private final Timer decode;
  private final Timer write;
  private final Map<TopicPartition, Long> lags = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Long> standing = new ConcurrentHashMap<>();

  public LogMeters(MeterRegistry registry) {
    this(registry, "millrace.projection.");
  }

  private LogMeters(MeterRegistry registry, String prefix) {
    this.facts = registry.counter(prefix + "facts");
    this.duplicates = registry.counter(prefix + "duplicates");
    this.gaps = registry.counter(prefix + "gaps");
    this.illegal = registry.counter(prefix + "illegal");
    this.foreign = registry.counter(prefix + "foreign");
    this.unreadable = registry.counter(prefix + "unreadable");
    this.fenced = registry.counter(prefix + "fenced");
    this.decode = registry.timer(prefix + "decode");
    this.write = registry.timer(prefix + "write");
    registry.gauge(prefix + "lag", this, LogMeters::lag);
    registry.gauge(prefix + "standing", this, m -> m.standing.size());
  }

  /// The same for the reader of dead letters.
  public static LogMeters ofDeadLetters(MeterRegistry registry) {
    return new LogMeters(registry, "millrace.projection.dead-letters.");
  }

  /// Records that are in the log and not in the tables, as of the newest poll or try to write one.
  public long lag() {
    return lags.values().stream().mapToLong(Long::longValue).sum();
  }

  <T> T decoding(Supplier<T> work) {
    return decode.record(work);
  }

  <T> T writing(Supplier<T> work) {
    return write.record(work);
  }

  void written(Written written) {
    facts.increment(written.tally().facts());
    duplicates.increment(written.tally().duplicates());
    foreign.increment(written.tally().foreign());
    unreadable.increment(written.tally().unreadable());
    for (Anomaly doubt : written.doubts()) {
      (doubt.why() instanceof Verdict.Gap ? gaps : illegal).increment();
    }
  }

  void fenced() {
    fenced.increment();
  }

  /// Records that could not be read, or not be stored, and were put aside.
  public long putAside() {
    return (long) unreadable.count();
  }

  /// For how long the partition that has been waiting the longest has had records that are not in
  /// the tables; zero when all of them move.
  public Duration standingFor() {
    long now = System.nanoTime();
    return Duration.ofNanos(
        standing.values().stream().mapToLong(since -> now - since).max().orElse(0));
  }

  /// Records of these partitions are there; they stand until [#moved] is called.
  void arrived(Collection<TopicPartition> partitions) {
    partitions.forEach(partition -> standing.putIfAbsent(partition, System.nanoTime()));
  }

  /// The records that had arrived are in the tables.
  void moved(Consumer<?, ?> consumer, Collection<TopicPartition> read) {
    for (TopicPartition partition : read) {
      standing.remove(partition);
      consumer.currentLag(partition).ifPresent(lag -> lags.put(partition, lag));
    }
  }

  /// They are not: what is behind is counted from where the tables are, up to the end of the log.
  void failed(TopicPartition partition, long behind) {
    lags.put(partition, behind);
  }

  void gone(Collection<TopicPartition> partitions) {
    partitions.forEach(lags::remove);
    partitions.forEach(standing::remove);
  }
}
