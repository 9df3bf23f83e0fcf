package dev.millrace.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.Fact;
import dev.millrace.events.wire.CloudEvent;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.projection.fold.Histories;
import dev.millrace.projection.kafka.EventLog;
import dev.millrace.projection.poll.Logs;
import dev.millrace.projection.postgres.TableAudit;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.testinfra.hostile.HostileRecords;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.health.contributor.Status;
import org.springframework.dao.TransientDataAccessResourceException;

/// Whatever stands on the logs, the good records behind it get through; and where none does, the
/// service says so.
@MillraceInfra
@Timeout(120)
class HostileRecordsIT {

  private static final int HOSTILE = 3 * HostileRecords.ways();

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void factsBetweenHostileRecordsAreFolded(long seed, Infra infra) {
    try (var projection = new ProjectionUnderTest(infra, 1)) {
      List<Fact> log = Logs.interleaved(seed, 30, 10);
      var hostile = hostile(seed);
      for (int i = 0; i < Math.max(log.size(), HOSTILE); i++) {
        if (i < HOSTILE) {
          projection.send(hostile.next(projection.topic, 0));
        }
        if (i < log.size()) {
          projection.send(projection.record(log.get(i)));
        }
      }

      projection.reader(1, 50, UnaryOperator.identity());
      projection.awaitStored(log.size() + HOSTILE);

      TableAudit.assertHolds(log, projection.jdbc);
      assertThat(projection.count("unreadable")).isPositive();
    }
  }

  @Test
  void everyHostileRecordIsADeadLetterWhereItIsReadAsOne(Infra infra) {
    try (var projection = new ProjectionUnderTest(infra, 1)) {
      var hostile = hostile(3);
      for (int i = 0; i < HOSTILE; i++) {
        projection.send(hostile.next(projection.topic, 0));
      }

      projection.letterReader(20, UnaryOperator.identity());
      projection.awaitStored(HOSTILE);

      Integer letters =
          projection.jdbc.queryForObject(
              "select (select count(*) from dead_letter) + (select count(*) from unreadable_record)",
              Integer.class);
      assertThat(letters).isEqualTo(HOSTILE);
    }
  }

  @Test
  void aPartitionThatDoesNotMoveIsSeenAndItsLagGrows(Infra infra) {
    try (var projection = new ProjectionUnderTest(infra, 1)) {
      AtomicBoolean away = new AtomicBoolean(true);
      projection.publish(Logs.interleaved(4, 5, 5));
      EventLog reader =
          projection.reader(
              1,
              10,
              writer ->
                  poll -> {
                    if (away.get()) {
                      throw new TransientDataAccessResourceException("the database is away");
                    }
                    return writer.write(poll);
                  });
      var health = new ProjectionHealth(reader, reader, 1_000_000, Duration.ofMillis(300));

      await().atMost(Duration.ofSeconds(30)).until(() -> reader.meters().lag() > 0);
      long before = reader.meters().lag();
      projection.publish(Logs.interleaved(5, 50, 5));
      await().atMost(Duration.ofSeconds(30)).until(() -> reader.meters().lag() > before + 40);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> health.health().getStatus().equals(Status.OUT_OF_SERVICE));

      away.set(false);

      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> health.health().getStatus().equals(Status.UP));
      await().atMost(Duration.ofSeconds(30)).until(() -> reader.meters().lag() == 0);
    }
  }

  private static HostileRecords hostile(long seed) {
    Fact good =
        new Fact(new Histories(seed + 100).id(), 0, Histories.START, Histories.request("mallory"));
    CloudEvent event = TaskCodec.write(good, "/test", null);
    return new HostileRecords(seed, event.headers(), event.data());
  }
}
