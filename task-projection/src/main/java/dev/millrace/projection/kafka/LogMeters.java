package dev.millrace.projection.kafka;

import dev.millrace.events.lifecycle.TaskLifecycle.Verdict;
import dev.millrace.projection.poll.Doubt;
import dev.millrace.projection.poll.PollWriter.Outcome.Written;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/// What the reader counts: `millrace.projection.*`.
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

  public LogMeters(MeterRegistry registry) {
    this.facts = registry.counter("millrace.projection.facts");
    this.duplicates = registry.counter("millrace.projection.duplicates");
    this.gaps = registry.counter("millrace.projection.gaps");
    this.illegal = registry.counter("millrace.projection.illegal");
    this.foreign = registry.counter("millrace.projection.foreign");
    this.unreadable = registry.counter("millrace.projection.unreadable");
    this.fenced = registry.counter("millrace.projection.fenced");
    this.decode = registry.timer("millrace.projection.decode");
    this.write = registry.timer("millrace.projection.write");
    registry.gauge("millrace.projection.lag", this, LogMeters::lag);
  }

  /// Records that are in the log and not in the tables, as of the newest poll.
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
    for (Doubt doubt : written.doubts()) {
      (doubt.why() instanceof Verdict.Gap ? gaps : illegal).increment();
    }
  }

  void fenced() {
    fenced.increment();
  }

  void lag(Consumer<?, ?> consumer, Collection<TopicPartition> read) {
    for (TopicPartition partition : read) {
      consumer.currentLag(partition).ifPresent(lag -> lags.put(partition, lag));
    }
  }

  void gone(Collection<TopicPartition> partitions) {
    partitions.forEach(lags::remove);
  }
}
