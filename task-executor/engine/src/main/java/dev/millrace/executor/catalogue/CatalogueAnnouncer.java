package dev.millrace.executor.catalogue;

import dev.millrace.events.Topics;
import dev.millrace.events.catalogue.TaskTypeEntry;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.kafka.TopicSetup;
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
public final class CatalogueAnnouncer {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HandlerRegistry handlers;
  private final TopicPlan plan;
  private final Supplier<Admin> admin;
  private final Supplier<Producer<String, byte[]>> producer;

  public CatalogueAnnouncer(
      HandlerRegistry handlers,
      TopicPlan plan,
      Supplier<Admin> admin,
      Supplier<Producer<String, byte[]>> producer) {
    this.handlers = handlers;
    this.plan = plan;
    this.admin = admin;
    this.producer = producer;
  }

  /// Returns when everything is in place and every entry is acknowledged.
  public void announce() throws InterruptedException {
    try (Admin client = admin.get()) {
      var topics = new TopicSetup(client, PATIENCE);
      topics.ensure(plan.topics(handlers.types()));
      topics.startAtEarliest(Topics.EXECUTORS);
    }
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
