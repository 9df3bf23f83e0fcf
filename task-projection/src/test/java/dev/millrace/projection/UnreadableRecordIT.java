package dev.millrace.projection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskFailed;
import dev.millrace.events.TaskStarted;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.TaskError;
import dev.millrace.projection.fold.Histories;
import dev.millrace.projection.poll.Entry;
import dev.millrace.projection.poll.Logs;
import dev.millrace.projection.poll.PoisonIsolating;
import dev.millrace.projection.poll.PollWriter;
import dev.millrace.projection.postgres.TableAudit;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataIntegrityViolationException;

@MillraceInfra
@Timeout(120)
class UnreadableRecordIT {

  @Test
  void recordsThatCannotBeReadAreKeptAsideAndTheRestGoesOn(Infra infra) {
    try (var projection = new ProjectionUnderTest(infra, 1)) {
      List<Fact> log = Logs.interleaved(21, 20, 10);
      projection.publish(log.subList(0, 10));
      projection.send(
          new ProducerRecord<>(projection.topic, new byte[] {0, -1}, new byte[] {0, -1, '{'}));
      projection.send(new ProducerRecord<>(projection.topic, null, null));
      var halfRead = projection.record(log.getFirst());
      halfRead.headers().remove("ce_id").add("ce_id", "not:mine\0".getBytes(UTF_8));
      projection.send(halfRead);
      projection.publish(log.subList(10, log.size()));
      projection.reader(1);
      projection.awaitStored(log.size() + 3);
      TableAudit.assertFoldOf(log, projection.jdbc);
      assertThat(
              projection.jdbc.query(
                  "select log_offset from unreadable_record order by 1",
                  (row, _) -> row.getLong(1)))
          .containsExactly(10L, 11L, 12L);
      assertThat(projection.count("unreadable")).isEqualTo(3);
    }
  }

  @Test
  void factOfATypeFromTheFutureIsKeptInTheHistory(Infra infra) {
    try (var projection = new ProjectionUnderTest(infra, 1)) {
      var id = new Histories(22).id();
      var request = new Fact(id, 0, Histories.START, Histories.request("alice"));
      var start = new Fact(id, 1, Histories.START, new TaskStarted(1, 1, new ExecutorId("x")));
      var failed =
          new Fact(id, 2, Histories.START, new TaskFailed(1, new TaskError("c", "m", false)));
      projection.publish(List.of(request));
      var foreign = projection.record(start);
      foreign
          .headers()
          .remove("ce_type")
          .add("ce_type", "dev.millrace.task.dreamt.v7".getBytes(UTF_8));
      projection.send(foreign);
      projection.publish(List.of(failed));
      projection.reader(1);
      projection.awaitStored(3);
      assertThat(
              projection.jdbc.query(
                  "select type from task_event order by sequence", (row, _) -> row.getString(1)))
          .containsExactly(
              "dev.millrace.task.requested.v1",
              "dev.millrace.task.dreamt.v7",
              "dev.millrace.task.failed.v1");
      assertThat(projection.count("gaps")).isZero();
      assertThat(projection.count("foreign")).isEqualTo(1);
      TableAudit.assertCountersMatch(projection.jdbc);
    }
  }

  @Test
  void recordThatTheDatabaseRefusesDoesNotHoldUpTheOthers(Infra infra) {
    try (var projection = new ProjectionUnderTest(infra, 1)) {
      List<Fact> log = Logs.interleaved(23, 10, 6);
      Fact refused = new Fact(new Histories(99).id(), 0, Histories.START, Histories.request("bob"));
      projection.publish(log.subList(0, 7));
      projection.publish(List.of(refused));
      projection.publish(log.subList(7, log.size()));
      var plain = projection.tables.writer();
      PollWriter refusing =
          poll -> {
            if (poll.entries().stream()
                .anyMatch(entry ->
                    entry instanceof Entry.KnownEvent known
                        && known.taskId().equals(refused.taskId()))) {
              throw new DataIntegrityViolationException("no such thing");
            }
            return plain.write(poll);
          };
      projection.reader(1, 500, _ -> new PoisonIsolating(refusing));
      projection.awaitStored(log.size() + 1);
      TableAudit.assertFoldOf(log, projection.jdbc);
      assertThat(projection.count("unreadable")).isEqualTo(1);
    }
  }
}
