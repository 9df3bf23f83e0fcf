package dev.millrace.outbox.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.events.task.TaskId;
import dev.millrace.outbox.OutboxFrame;
import dev.millrace.testinfra.Infra;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;

/// Measures what ADR 0002 quotes. Not a test: run its `main` with the test class path.
final class RelayMeasurement {

  private static final int PACKED = 500;
  private static final String DATA = "{\"weights\":\"" + "x".repeat(180) + "\"}";

  private RelayMeasurement() {}

  public static void main(String[] args) {
    int messages = args.length > 0 ? Integer.parseInt(args[0]) : 400;
    try (var infra = Infra.dedicated();
        var fixture = new RelayFixture(infra)) {
      for (int round = 0; round < 4; round++) {
        throughput(fixture, messages, round % 2 == 1);
      }
      latency(fixture, 500);
      idle(Duration.ofSeconds(20));
    }
    System.exit(0);
  }

  private static void throughput(RelayFixture fixture, int messages, boolean work) {
    relayingInTime(fixture).stop();
    List<TaskId> tasks = Stream.generate(RelayFixture::newTask).limit(PACKED).toList();
    for (int message = 0; message < messages; message++) {
      int sequence = message;
      fixture.emit(tasks.stream().map(task -> sequence + tail(fixture, task, work)).toList());
    }
    long expected = ends(fixture) + (long) messages * PACKED * (work ? 2 : 1);
    var relay = fixture.relay();
    relay.start();
    RelayFixture.awaitRelaying(relay);
    long from = ends(fixture);
    long start = System.nanoTime();
    while (ends(fixture) < expected) {
      Thread.onSpinWait();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "backlog of %d frames%s: %.0f records/s (%d of %d after the clock started)%n",
        messages * PACKED,
        work ? " with work items" : "",
        (expected - from) / seconds,
        expected - from,
        (long) messages * PACKED * (work ? 2 : 1));
    relay.stop();
  }

  private static String tail(RelayFixture fixture, TaskId task, boolean work) {
    var frame =
        new OutboxFrame(
            fixture.facts,
            work ? fixture.work : null,
            task,
            "dev.millrace.task.requested.v1",
            Instant.EPOCH,
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            DATA);
    return frame.tail();
  }

  private static long ends(RelayFixture fixture) {
    try (var consumer = consumer(fixture)) {
      return consumer.endOffsets(partitions(fixture)).values().stream()
          .mapToLong(Long::longValue)
          .sum();
    }
  }

  private static void latency(RelayFixture fixture, int samples) {
    relayingInTime(fixture);
    List<Long> micros = new ArrayList<>();
    try (var consumer = consumer(fixture)) {
      consumer.assign(partitions(fixture));
      consumer.seekToEnd(consumer.assignment());
      consumer.poll(Duration.ofMillis(100));
      long next = System.nanoTime();
      for (int i = 0; i < samples; i++) {
        while (System.nanoTime() < next) {
          Thread.onSpinWait();
        }
        next += 10_000_000;
        TaskId task = RelayFixture.newTask();
        var lines = List.of("0" + tail(fixture, task, false));
        fixture.emit(lines);
        long committed = System.nanoTime();
        while (!isHeard(consumer, task)) {
          Thread.onSpinWait();
        }
        micros.add((System.nanoTime() - committed) / 1_000);
      }
    }
    long[] sorted = micros.stream().mapToLong(Long::longValue).sorted().toArray();
    System.out.printf(
        "commit to consumed at 100/s: p50 %.1f ms, p90 %.1f ms, p99 %.1f ms%n",
        sorted[samples / 2] / 1e3,
        sorted[samples * 9 / 10] / 1e3,
        sorted[samples * 99 / 100] / 1e3);
    System.out.println(Arrays.stream(sorted).limit(3).boxed().toList());
  }

  /// What an earlier relay had not confirmed comes again; after that nothing is left of it.
  private static OutboxRelay relayingInTime(RelayFixture fixture) {
    OutboxRelay relay = fixture.relaying();
    String end = fixture.jdbc.sql("select pg_current_wal_lsn()::text").query(String.class).single();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() ->
            fixture
                .jdbc
                .sql(
                    """
                    select confirmed_flush_lsn >= cast(? as pg_lsn) from pg_replication_slots
                     where slot_name = ?
                    """)
                .param(end)
                .param(fixture.settings.slot())
                .query(Boolean.class)
                .single());
    return relay;
  }

  private static boolean isHeard(KafkaConsumer<byte[], byte[]> consumer, TaskId task) {
    byte[] key = task.toString().getBytes(UTF_8);
    for (var heard : consumer.poll(Duration.ofMillis(100))) {
      if (Arrays.equals(heard.key(), key)) {
        return true;
      }
    }
    return false;
  }

  /// Processor time of each thread while the relay has only its heartbeats, every half second.
  private static void idle(Duration time) {
    var threads = ManagementFactory.getThreadMXBean();
    Map<Long, Long> before = new HashMap<>();
    for (long id : threads.getAllThreadIds()) {
      before.put(id, threads.getThreadCpuTime(id));
    }
    LockSupport.parkNanos(time.toNanos());
    for (var thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null) {
        long id = thread.getThreadId();
        long spent = threads.getThreadCpuTime(id) - before.getOrDefault(id, 0L);
        double share = spent * 100.0 / time.toNanos();
        if (share >= 0.01) {
          System.out.printf("idle, %s: %.2f %% of a core%n", thread.getThreadName(), share);
        }
      }
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(RelayFixture fixture) {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", fixture.infra.bootstrapServers()),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static List<TopicPartition> partitions(RelayFixture fixture) {
    return Stream.of(fixture.facts, fixture.work)
        .flatMap(topic -> Stream.of(0, 1, 2).map(p -> new TopicPartition(topic, p)))
        .toList();
  }
}
