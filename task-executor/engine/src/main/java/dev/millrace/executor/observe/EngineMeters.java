package dev.millrace.executor.observe;

import dev.millrace.events.TaskEvent;
import dev.millrace.events.wire.TaskCodec;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// The engine's meters, all named `millrace.executor.*`.
public final class EngineMeters {

  private static final String PREFIX = "millrace.executor.";

  private final MeterRegistry registry;
  private final Counter claimed;
  private final Counter duplicates;
  private final Counter takenOver;
  private final Counter refused;
  private final Counter left;
  private final Counter unreadable;
  private final Counter parked;
  private final Counter unstorable;
  private final Counter interruptionsIgnored;
  private final Counter starved;
  private final DistributionSummary polled;
  private final Map<String, Counter> ended = new ConcurrentHashMap<>();
  private final Map<String, Timer> transactions = new ConcurrentHashMap<>();

  public EngineMeters(MeterRegistry registry) {
    this.registry = registry;
    this.claimed = counter("claimed", "tasks taken from a work topic or the waiting room");
    this.duplicates = counter("duplicates", "work items of tasks that were claimed before");
    this.takenOver = counter("taken.over", "tasks continued after their executor left them");
    this.refused = counter("outcomes.refused", "late outcomes, refused by the epoch");
    this.left = counter("left", "attempts ended without an outcome: lease lost or shutdown");
    this.unreadable = counter("unreadable", "records that are not what belongs on their topic");
    this.unstorable = counter("unstorable", "tasks that failed because no claim can store them");
    this.parked = counter("parked", "tasks that began to wait in the waiting room");
    this.interruptionsIgnored =
        counter("interruptions.ignored", "handlers that were abandoned after an interruption");
    this.starved = counter("starved", "times that virtual threads were not scheduled for a second");
    this.polled =
        DistributionSummary.builder(PREFIX + "poll.records")
            .description("records of one poll")
            .register(registry);
  }

  public void polled(int records) {
    polled.record(records);
  }

  public void claimed(int tasks, int items) {
    claimed.increment(tasks);
    duplicates.increment(items - tasks);
  }

  public void takenOver(int tasks) {
    takenOver.increment(tasks);
  }

  public void refused() {
    refused.increment();
  }

  public void left() {
    left.increment();
  }

  public void unreadable(int records) {
    unreadable.increment(records);
  }

  public void unstorable() {
    unstorable.increment();
  }

  /// Records that were put aside so far, and tasks that ended because they cannot be stored.
  public double putAside() {
    return unreadable.count() + unstorable.count();
  }

  public void parked(int tasks, int items) {
    parked.increment(tasks);
    duplicates.increment(items - tasks);
  }

  public void interruptionIgnored() {
    interruptionsIgnored.increment();
  }

  public void starved() {
    starved.increment();
  }

  /// Counts a command: `applied`, `ignored`, `refused` or `unreadable`.
  public void command(String verdict) {
    registry.counter(PREFIX + "commands", "verdict", verdict).increment();
  }

  /// Counts an attempt's end by the name of its event on the wire.
  public void ended(TaskEvent event) {
    ended.computeIfAbsent(TaskCodec.typeOf(event), this::endedCounter).increment();
  }

  /// Times a transaction of the run store.
  public <T> T timed(String operation, Supplier<T> transaction) {
    return transactions.computeIfAbsent(operation, this::transactionTimer).record(transaction);
  }

  /// A value to be looked at, such as the permits of a type that are free.
  ///
  /// @param tags names and values in turn
  public void gauge(String name, Supplier<Number> number, String... tags) {
    Gauge.builder(PREFIX + name, number).tags(tags).register(registry);
  }

  private Counter endedCounter(String event) {
    return Counter.builder(PREFIX + "ended").tag("event", event).register(registry);
  }

  private Timer transactionTimer(String operation) {
    return Timer.builder(PREFIX + "journal")
        .description("one transaction of the run store")
        .tag("operation", operation)
        .register(registry);
  }

  private Counter counter(String name, String description) {
    return Counter.builder(PREFIX + name).description(description).register(registry);
  }
}
