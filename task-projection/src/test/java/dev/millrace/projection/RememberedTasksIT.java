package dev.millrace.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.Fact;
import dev.millrace.events.wire.CloudEvent;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.projection.poll.Advance;
import dev.millrace.projection.poll.Entry;
import dev.millrace.projection.poll.Logs;
import dev.millrace.projection.poll.Poll;
import dev.millrace.projection.poll.PollWriter;
import dev.millrace.projection.poll.RecordPosition;
import dev.millrace.projection.postgres.TableAudit;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A writer goes on from what it remembers of tasks, and is not misled by it.
@MillraceInfra
@Timeout(120)
class RememberedTasksIT {

  private static final String TOPIC = "log";
  private static final int POLL = 40;

  @Test
  void writersThatTakeTurnsFoldTheLogOfOne(Infra infra) {
    try (var projection = new ProjectionUnderTest(infra, 0)) {
      List<Fact> log = Logs.interleaved(7, 60, 12);
      List<Fact> told = Logs.withRepetitions(log, new Random(7));
      List<PollWriter> writers = List.of(projection.tables.writer(), projection.tables.writer());

      for (int from = 0, turn = 0; from < told.size(); from += POLL, turn++) {
        var poll = poll(told.subList(from, Math.min(told.size(), from + POLL)), from);
        assertThat(writers.get(turn % 2).write(poll))
            .isInstanceOf(PollWriter.Outcome.Written.class);
      }

      TableAudit.assertFoldOf(log, projection.jdbc);
    }
  }

  @Test
  void writerThatIsBehindWritesNothing(Infra infra) {
    try (var projection = new ProjectionUnderTest(infra, 0)) {
      List<Fact> log = Logs.interleaved(8, 20, 6);
      PollWriter writer = projection.tables.writer();
      writer.write(poll(log, 0));

      assertThat(projection.tables.writer().write(poll(log, 0)))
          .isInstanceOf(PollWriter.Outcome.Fenced.class);

      TableAudit.assertFoldOf(log, projection.jdbc);
    }
  }

  @Test
  void taskThatWasForgottenAndIsToldOfAgainKeepsItsHistory(Infra infra) {
    try (var projection = new ProjectionUnderTest(infra, 0)) {
      List<Fact> log = Logs.interleaved(9, 20, 25);
      PollWriter writer = projection.tables.writer();
      writer.write(poll(log, 0));
      assertThat(
              projection.tables.expiry().deleteExpired(Instant.parse("2030-01-01T00:00:00Z"), 1000))
          .isPositive();

      writer.write(poll(log, log.size()));

      TableAudit.assertFoldOf(log, projection.jdbc);
      assertThat(
              projection.jdbc.queryForObject(
                  "select count(*) from unreadable_record", Integer.class))
          .isZero();
    }
  }

  private static Poll poll(List<Fact> facts, long from) {
    List<Entry> entries = new ArrayList<>();
    long offset = from;
    for (Fact fact : facts) {
      CloudEvent event = TaskCodec.write(fact, "/test", null);
      entries.add(
          new Entry.KnownEvent(
              new RecordPosition(TOPIC, 0, offset++), fact, event.type(), event.data()));
    }
    return new Poll(entries, List.of(new Advance(TOPIC, 0, from == 0 ? null : from, offset)));
  }
}
