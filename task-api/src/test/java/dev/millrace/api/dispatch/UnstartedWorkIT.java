package dev.millrace.api.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.testinfra.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@MillraceInfra
@Timeout(60)
class UnstartedWorkIT {

  @Test
  void aRoundSendsNoMoreThanItMay(Infra infra) {
    TestDatabase test = infra.newDatabase("sweep");
    Flyway.configure().dataSource(test.dataSource()).locations("classpath:db/api").load().migrate();
    JdbcClient database = JdbcClient.create(test.dataSource());
    database
        .sql(
            """
            with accepted as (
              insert into request (task_id, user_id, type, priority, parameters, max_retries,
                                   retention_ms, created_at)
              select gen_random_uuid(), 'alice', 'sleep', 'normal', '{}', 3, 1000, now()
              from generate_series(1, 1203)
              returning user_id, task_id, type)
            insert into unfinished_request (user_id, task_id, type, watched_from)
            select user_id, task_id, type, now() - interval '1 hour' from accepted
            """)
        .update();
    var resent = new SimpleMeterRegistry().counter("resent");
    var work =
        new UnstartedWork(
            database,
            new TransactionTemplate(new JdbcTransactionManager(test.dataSource())),
            _ -> Set.of(),
            new SweepSettings(Duration.ofMinutes(1), Duration.ofSeconds(5), 503),
            resent);

    work.sweep();
    assertThat(resent.count()).isEqualTo(503);

    work.sweep();
    work.sweep();
    assertThat(resent.count()).isEqualTo(1203);
  }
}
