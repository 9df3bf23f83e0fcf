package dev.millrace.executor.catalogue;

import dev.millrace.events.Topics;
import dev.millrace.events.catalogue.TaskTypeEntry;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.executor.group.GroupCheck;
import dev.millrace.kafka.TopicSetup;
import dev.millrace.outbox.relay.slot.StartRefused;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Tells the rest of Millrace what this executor can run.
///
/// A type is announced only when the topics of its work exist and its share group reads them from
/// the start, so that nobody can submit a task that would get lost. Announcing again is harmless.
/// Nothing is announced that is another group's, see [GroupCheck].
public final class CatalogueAnnouncer {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HandlerRegistry handlers;
  private final TopicPlan plan;
  private final GroupCheck check;
  private final Supplier<Admin> admin;
  private final Supplier<Producer<String, byte[]>> producer;

  public CatalogueAnnouncer(
      HandlerRegistry handlers,
      TopicPlan plan,
      GroupCheck check,
      Supplier<Admin> admin,
      Supplier<Producer<String, byte[]>> producer) {
    this.handlers = handlers;
    this.plan = plan;
    this.check = check;
    this.admin = admin;
    this.producer = producer;
  }

  /// Whether anything speaks against this executor; asked before it is heard of.
  ///
  /// @throws StartRefused in one line, when it may not start
  public void check() {
    check.pass();
  }

  /// Returns when everything is in place and every entry is acknowledged.
  ///
  /// @param appear has the executor heard of, so that others that start now know of it
  /// @throws StartRefused in one line, when another group was faster
  public void announce(Appearance appear) throws InterruptedException {
    try (Admin client = admin.get()) {
      var topics = new TopicSetup(client, PATIENCE);
      topics.ensure(plan.topics(handlers.group(), handlers.types()));
      topics.startAtEarliest(Topics.executors(handlers.group()));
    }
    appear.begin();
    check.pass();
    send();
    check.settle();
  }

  /// Lets others know that this executor is alive.
  public interface Appearance {
    void begin() throws InterruptedException;
  }

  private void send() throws InterruptedException {
    try (Producer<String, byte[]> client = producer.get()) {
      List<? extends Future<?>> sent =
          handlers.entries().stream().map(entry -> client.send(record(entry))).toList();
      for (Future<?> one : sent) {
        try {
          one.get();
        } catch (ExecutionException e) {
          throw new IllegalStateException("the catalogue was not accepted", e.getCause());
        }
      }
    }
  }

  private static ProducerRecord<String, byte[]> record(TaskTypeEntry entry) {
    return new ProducerRecord<>(
        Topics.TASK_TYPES,
        entry.type().value(),
        TaskCodec.write(entry).getBytes(StandardCharsets.UTF_8));
  }
}
