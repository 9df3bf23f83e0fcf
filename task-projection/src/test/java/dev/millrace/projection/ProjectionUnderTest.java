package dev.millrace.projection;

import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.events.Fact;
import dev.millrace.events.wire.CloudEvent;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.projection.kafka.EventLog;
import dev.millrace.projection.kafka.EventLogSettings;
import dev.millrace.projection.kafka.LogMeters;
import dev.millrace.projection.poll.PoisonIsolating;
import dev.millrace.projection.poll.PollWriter;
import dev.millrace.projection.postgres.Tables;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.TestDatabase;
import dev.millrace.testinfra.TestTopics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.unit.DataSize;

/// A log and a database of its own, and readers of that log to start and stop.
public final class ProjectionUnderTest implements AutoCloseable {

  public final String topic = TestTopics.uniqueName("events");
  public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  public final JdbcTemplate jdbc;
  public final Tables tables;

  private final String group = TestTopics.uniqueName("projection");
  private final HikariDataSource pool = new HikariDataSource();
  private final Infra infra;
  private final KafkaProducer<byte[], byte[]> producer;
  private final List<EventLog> readers = new ArrayList<>();

  public ProjectionUnderTest(Infra infra, int partitions) {
    this.infra = infra;
    TestDatabase database = infra.newDatabase("projection");
    Flyway.configure()
        .dataSource(database.dataSource())
        .locations("classpath:db/projection")
        .load()
        .migrate();
    pool.setJdbcUrl(database.jdbcUrl());
    pool.setUsername(database.username());
    pool.setPassword(database.password());
    pool.setMaximumPoolSize(6);
    pool.setConnectionTimeout(2_000);
    pool.setInitializationFailTimeout(-1);
    this.jdbc = new JdbcTemplate(pool);
    this.tables = new Tables(pool, Clock.systemUTC(), Period.ofDays(3650));
    this.producer =
        new KafkaProducer<>(
            // One request at a time: a batch that is sent again is then always known as the last
            // one.
            Map.of(
                "bootstrap.servers",
                infra.bootstrapServers(),
                "linger.ms",
                5,
                "max.in.flight.requests.per.connection",
                1),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    if (partitions > 0) {
      createTopic(partitions);
    }
  }

  public void createTopic(int partitions) {
    infra.kafka().create(topic, partitions);
  }

  public EventLog reader(int consumers) {
    return reader(consumers, 500, UnaryOperator.identity());
  }

  /// A reader whose writer is wrapped, to see or to spoil what it writes.
  public EventLog reader(int consumers, int maxPoll, UnaryOperator<PollWriter> around) {
    return started(
        new EventLog(
            kafka(),
            settings(consumers, maxPoll),
            around.apply(new PoisonIsolating(tables.writer())),
            tables.offsets(),
            new LogMeters(meters)));
  }

  /// A reader that takes what is on the topic for dead letters.
  public EventLog letterReader(int maxPoll, UnaryOperator<PollWriter> around) {
    return started(
        EventLog.ofDeadLetters(
            kafka(),
            settings(1, maxPoll),
            around.apply(new PoisonIsolating(tables.letterWriter())),
            tables.offsets(),
            LogMeters.ofDeadLetters(meters)));
  }

  private Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", infra.bootstrapServers());
  }

  private EventLogSettings settings(int consumers, int maxPoll) {
    return new EventLogSettings(
        topic,
        group,
        consumers,
        maxPoll,
        DataSize.ofMegabytes(4),
        Duration.ofMillis(20),
        Duration.ofMillis(200),
        Duration.ofSeconds(10));
  }

  private EventLog started(EventLog reader) {
    readers.add(reader);
    reader.start();
    return reader;
  }

  public void publish(Collection<Fact> facts) {
    facts.stream()
        .map(this::record)
        .map(producer::send)
        .toList()
        .forEach(ProjectionUnderTest::join);
  }

  public void send(ProducerRecord<byte[], byte[]> record) {
    join(producer.send(record));
  }

  private static void join(Future<RecordMetadata> sent) {
    try {
      sent.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public ProducerRecord<byte[], byte[]> record(Fact fact) {
    CloudEvent event = TaskCodec.write(fact, "/test", null);
    var record =
        new ProducerRecord<>(
            topic,
            event.subject().getBytes(StandardCharsets.UTF_8),
            event.data().getBytes(StandardCharsets.UTF_8));
    event
        .headers()
        .forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    return record;
  }

  /// Waits until that many records are stored, by the offsets.
  public void awaitStored(long records) {
    awaitStored(jdbc, records);
  }

  static void awaitStored(JdbcTemplate jdbc, long records) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> stored(jdbc) >= records);
  }

  private static long stored(JdbcTemplate jdbc) {
    Long stored =
        jdbc.queryForObject(
            "select coalesce(sum(next_offset), 0) from projection_offset", Long.class);
    return stored == null ? 0 : stored;
  }

  public double count(String meter) {
    return meters.counter("millrace.projection." + meter).count();
  }

  @Override
  public void close() {
    readers.forEach(EventLog::stop);
    producer.close();
    pool.close();
  }
}
