package dev.millrace.jobs.recalc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.executor.testkit.RecordingTaskContext;
import dev.millrace.jobs.MonsterDatabase;
import dev.millrace.jobs.recalc.rows.Scope;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// An edit that comes while a recalculation runs is neither lost nor overwritten.
@MillraceInfra
class ConcurrentEditIT {

  private static final RecalcParameters ALL = new RecalcParameters(null, new Scope.All());

  private MonsterDatabase database;
  private RecalcHandler handler;

  @BeforeEach
  void open(Infra infra) {
    database = new MonsterDatabase(infra);
    handler = new RecalcHandler(database.sql());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aRowEditedBetweenReadAndWriteIsComputedFromTheEdit() throws Exception {
    database.generate(10);
    var edited = new AtomicBoolean();
    RecordingTaskContext context =
        RecordingTaskContext.on(database.pool())
            .beforeCommit(_ -> {
              if (edited.compareAndSet(false, true)) {
                edit(4, 200);
              }
            });

    RecalcReport report = handler.run(ALL, context);

    assertThat(report.changed()).isEqualTo(10);
    assertThat(
            count(
                "select (explain->'parts'->0->>'base')::numeric from millrace_recalc.monster where id = 4"))
        .isEqualTo(200);
    assertThat(count("select version from millrace_recalc.monster where id = 4")).isEqualTo(3);
    assertThat(count("select count(*) from millrace_recalc.monster where id <> 4 and version = 2"))
        .isEqualTo(9);
  }

  @Test
  void aRowThatIsEditedAgainAndAgainIsCountedAndHoldsUpNobody() throws Exception {
    database.generate(10);
    int[] commits = new int[1];
    RecordingTaskContext context =
        RecordingTaskContext.on(database.pool()).beforeCommit(_ -> edit(4, 50 + commits[0]++));

    RecalcReport report = handler.run(ALL, context);

    assertThat(report.changed()).isEqualTo(9);
    assertThat(report.failures())
        .containsExactly(
            new FailedRow(4, "generated-4", "edited 5 times while it was recalculated"));
    assertThat(commits[0]).isEqualTo(RecalcRun.TRIES + 2);
  }

  @Test
  void aRowThatIsRemovedMeanwhileIsCounted() throws Exception {
    database.generate(10);
    RecordingTaskContext context =
        RecordingTaskContext.on(database.pool())
            .beforeCommit(_ ->
                database.sql().sql("delete from millrace_recalc.monster where id = 4").update());

    RecalcReport report = handler.run(ALL, context);

    assertThat(report.changed()).isEqualTo(9);
    assertThat(report.failures())
        .containsExactly(new FailedRow(4, "", "removed while it was recalculated"));
  }

  @Test
  @Timeout(value = 120, unit = TimeUnit.SECONDS)
  void aStormOfEditsLosesNothing() throws Exception {
    int monsters = 10_000;
    database.generate(monsters);
    var done = new AtomicBoolean();
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    var edits =
        CompletableFuture.supplyAsync(() -> {
          var random = new Random(seed);
          long count = 0;
          while (!done.get()) {
            edit(1 + random.nextInt(monsters), 1000 + count % 5000);
            count++;
          }
          return count;
        });

    RecalcReport report = handler.run(ALL, RecordingTaskContext.on(database.pool()));
    done.set(true);
    long made = edits.get();

    // Every write raised the version by one: none went over another unseen.
    assertThat(count("select sum(version - 1) from millrace_recalc.monster"))
        .isEqualTo(report.changed() + made);
    assertThat(report.processed()).isEqualTo(monsters);
    assertThat(
            count(
                """
                select count(*) from millrace_recalc.monster
                where calculated_at > updated_at
                  and (explain->'parts'->0->>'base')::float8 <> base_offense
                """))
        .as("rows written from an older state than the one they were written over")
        .isZero();
  }

  private void edit(long id, long offense) {
    database
        .sql()
        .sql(
            """
            update millrace_recalc.monster set base_offense = ?, version = version + 1,
              updated_at = clock_timestamp()
            where id = ?
            """)
        .param(offense)
        .param(id)
        .update();
  }

  private long count(String sql) {
    return database.sql().sql(sql).query(Long.class).single();
  }
}
