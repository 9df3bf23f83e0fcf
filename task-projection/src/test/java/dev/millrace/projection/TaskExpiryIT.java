package dev.millrace.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.Fact;
import dev.millrace.projection.poll.Logs;
import dev.millrace.projection.postgres.TableAudit;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@MillraceInfra
@Timeout(120)
class TaskExpiryIT {

  @Test
  void expiredTasksGoWithTheirShareOfTheCounters(Infra infra) {
    try (var projection = new ProjectionUnderTest(infra, 1)) {
      List<Fact> log = Logs.interleaved(41, 200, 25);
      projection.publish(log);
      projection.reader(1);
      projection.awaitStored(log.size());
      long ended = count(projection, "select count(*) from task where completed_at is not null");
      long all = count(projection, "select count(*) from task");
      assertThat(ended).isBetween(21L, all - 1);

      var expiry = projection.tables.expiry();
      assertThat(expiry.deleteExpired(Instant.parse("2026-01-01T00:00:00Z"), 10)).isZero();
      Instant later = Instant.parse("2030-01-01T00:00:00Z");
      int some = expiry.deleteExpired(later, 10);
      assertThat(some).isBetween(1, 100);
      TableAudit.assertCountersMatch(projection.jdbc);
      assertThat(expiry.deleteExpired(later, 10_000_000)).isEqualTo((int) ended - some);
      assertThat(count(projection, "select count(*) from task_expiry")).isZero();
      TableAudit.assertCountersMatch(projection.jdbc);
      assertThat(count(projection, "select count(*) from task")).isEqualTo(all - ended);
    }
  }

  @Test
  void daysOfTheHistoryComeAheadOfTimeAndGoWhenTheyAreOld(Infra infra) {
    try (var projection = new ProjectionUnderTest(infra, 0)) {
      var expiry = projection.tables.expiry();
      assertThat(expiry.turnPartitions()).isZero();
      assertThat(expiry.turnPartitions()).isZero();
      assertThat(partitions(projection)).isEqualTo(3);
      projection.jdbc.execute(
          "create table task_facts_d20010101 partition of task_facts"
              + " for values from ('2001-01-01') to ('2001-01-02')");
      projection.jdbc.execute(
          "create table task_event_d20010101 partition of task_event_single"
              + " for values from ('2001-01-01') to ('2001-01-02')");
      assertThat(expiry.turnPartitions()).isEqualTo(2);
      assertThat(partitions(projection)).isEqualTo(3);
    }
  }

  private static long partitions(ProjectionUnderTest projection) {
    return count(
            projection, "select count(*) from pg_inherits where inhparent = 'task_facts'::regclass")
        - 1;
  }

  private static long count(ProjectionUnderTest projection, String sql) {
    Long count = projection.jdbc.queryForObject(sql, Long.class);
    return count == null ? 0 : count;
  }
}
