package dev.millrace.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.Fact;
import dev.millrace.projection.kafka.EventLog;
import dev.millrace.projection.poll.Logs;
import dev.millrace.projection.poll.PollWriter;
import dev.millrace.projection.postgres.TableAudit;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.TransientDataAccessResourceException;

/// Whatever happens to the readers, the tables are the fold of the log, read once.
@MillraceInfra
@Timeout(240)
class ExactlyOnceIT {

  @Test
  void recordsAreFoldedOnceThoughEachCommitLooksLost(Infra infra) {
    try (var projection = new ProjectionUnderTest(infra, 3)) {
      List<Fact> log = Logs.interleaved(11, 300, 15);
      projection.publish(log);
      var random = new Random(11);
      var lost = new AtomicInteger();
      UnaryOperator<PollWriter> losing =
          writer ->
              poll -> {
                var outcome = writer.write(poll);
                if (random.nextInt(3) == 0) {
                  lost.incrementAndGet();
                  throw new TransientDataAccessResourceException("connection lost after commit");
                }
                return outcome;
              };
      projection.reader(2, 50, losing);
      projection.awaitStored(log.size());
      assertThat(lost).hasPositiveValue();
      TableAudit.assertFoldOf(log, projection.jdbc);
    }
  }

  @Test
  void readersThatStopAndStartGoOnWhereTheDatabaseStands(Infra infra) {
    try (var projection = new ProjectionUnderTest(infra, 3)) {
      List<Fact> log = Logs.interleaved(12, 400, 15);
      List<Fact> read = Logs.withRepetitions(log, new Random(12));
      projection.publish(read.subList(0, read.size() / 2));
      for (int run = 1; run <= 3; run++) {
        EventLog reader = projection.reader(1, 20, UnaryOperator.identity());
        projection.awaitStored(run * 100L);
        reader.stop();
      }
      projection.publish(read.subList(read.size() / 2, read.size()));
      projection.reader(2);
      projection.awaitStored(read.size());
      TableAudit.assertFoldOf(log, projection.jdbc);
    }
  }

  @Test
  void partitionsMoveBetweenReadersWithoutLossOrRepetition(Infra infra) {
    try (var projection = new ProjectionUnderTest(infra, 6)) {
      List<Fact> log = Logs.interleaved(13, 800, 15);
      EventLog first = projection.reader(1, 20, UnaryOperator.identity());
      projection.publish(log.subList(0, log.size() / 3));
      EventLog second = projection.reader(1, 20, UnaryOperator.identity());
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> second.partitions() == 3);
      projection.publish(log.subList(log.size() / 3, 2 * log.size() / 3));
      first.stop();
      projection.publish(log.subList(2 * log.size() / 3, log.size()));
      projection.awaitStored(log.size());
      TableAudit.assertFoldOf(log, projection.jdbc);
    }
  }

  @Test
  void readerThatWasLeftBehindWritesNothing(Infra infra) {
    try (var projection = new ProjectionUnderTest(infra, 1)) {
      List<Fact> log = Logs.interleaved(14, 100, 10);
      var other = projection.tables.writer();
      var overtakes = new AtomicInteger();
      var polls = new AtomicInteger();
      UnaryOperator<PollWriter> overtaken =
          writer ->
              poll -> {
                if (polls.getAndIncrement() % 2 == 0) {
                  overtakes.incrementAndGet();
                  assertThat(other.write(poll)).isInstanceOf(PollWriter.Outcome.Written.class);
                }
                return writer.write(poll);
              };
      projection.publish(log);
      projection.reader(1, 50, overtaken);
      projection.awaitStored(log.size());
      assertThat(overtakes).hasValueGreaterThan(1);
      Awaitility.await()
          .untilAsserted(
              () -> assertThat(projection.count("fenced")).isEqualTo(overtakes.doubleValue()));
      TableAudit.assertFoldOf(log, projection.jdbc);
    }
  }

  @Test
  void logThatAppearsLaterIsReadWithinSeconds(Infra infra) {
    try (var projection = new ProjectionUnderTest(infra, 0)) {
      EventLog reader = projection.reader(1);
      List<Fact> log = Logs.interleaved(15, 5, 5);
      projection.createTopic(2);
      projection.publish(log);
      projection.awaitStored(log.size());
      assertThat(reader.partitions()).isEqualTo(2);
      TableAudit.assertFoldOf(log, projection.jdbc);
    }
  }
}
