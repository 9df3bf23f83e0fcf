package dev.millrace.jobs.recalc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.events.stored.Json;
import dev.millrace.executor.attempt.decision.AttemptStopped;
import dev.millrace.executor.testkit.AnnouncedResult;
import dev.millrace.executor.testkit.Crash;
import dev.millrace.executor.testkit.HandlerKit;
import dev.millrace.executor.testkit.RecordingTaskContext;
import dev.millrace.executor.testkit.RunResult;
import dev.millrace.executor.testkit.TestWorld;
import dev.millrace.jobs.MonsterDatabase;
import dev.millrace.jobs.recalc.rows.Scope;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@MillraceInfra
class RecalcHandlerIT {

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
  void everyMonsterGetsItsScoreAndTheReportSaysSo() throws Exception {
    database.generate(10_000);
    RecordingTaskContext context = RecordingTaskContext.on(database.pool());

    RecalcReport report = handler.run(ALL, context);

    assertThat(report.processed()).isEqualTo(10_000);
    assertThat(report.changed()).isEqualTo(10_000);
    assertThat(report.failed()).isZero();
    assertThat(report.tagsAdded()).containsKeys("burn", "poison", "heal", "fast");
    assertThat(
            count(
                "select count(*) from millrace_recalc.monster where score is null or version <> 2"))
        .isZero();
    assertThat(count("select sum(n) from (select count(*) n from millrace_recalc.monster_tag) t"))
        .isEqualTo(report.tagsAdded().values().stream().mapToLong(Long::longValue).sum());
    assertThat(context.checkpoints()).hasSize(20);
    assertThat(context.progress().getLast())
        .satisfies(last -> {
          assertThat(last.done()).isEqualTo(10_000);
          assertThat(last.total()).isEqualTo(10_000);
          assertThat(last.message()).endsWith("rows/s");
        });
  }

  @Test
  void theStoredExplanationAddsUpToTheStoredScore() throws Exception {
    database.generate(700);

    handler.run(
        new RecalcParameters(weights("1", "2", "3", "0.5", "0.7"), new Scope.All()),
        RecordingTaskContext.on(database.pool()));

    assertThat(
            count(
                """
                select count(*) from millrace_recalc.monster where score <>
                  (select sum((part->>'contribution')::numeric)
                   from json_array_elements(explain->'parts') part)
                """))
        .isZero();
  }

  @Test
  void theSecondRunChangesNothing() throws Exception {
    database.generate(1200);
    handler.run(ALL, RecordingTaskContext.on(database.pool()));
    String before = fingerprint();

    RecalcReport second = handler.run(ALL, RecordingTaskContext.on(database.pool()));

    assertThat(second.unchanged()).isEqualTo(1200);
    assertThat(second.changed()).isZero();
    assertThat(second.tagsAdded()).isEmpty();
    assertThat(fingerprint()).isEqualTo(before);
  }

  @Test
  void tagsFromElsewhereAreKept() throws Exception {
    database.generate(10);
    database.sql().sql("insert into millrace_recalc.tag (name) values ('founder')").update();
    database
        .sql()
        .sql(
            "insert into millrace_recalc.monster_tag select 3, id, 'given' from millrace_recalc.tag where name = 'founder'")
        .update();

    handler.run(ALL, RecordingTaskContext.on(database.pool()));

    assertThat(
            count(
                """
                select count(*) from millrace_recalc.monster_tag mt join millrace_recalc.tag t on t.id = mt.tag_id
                where mt.monster_id = 3 and t.name = 'founder' and mt.source = 'given'
                """))
        .isEqualTo(1);
  }

  @Test
  void badRowsAreSkippedCountedAndSampledAndTheRestGoesOn() throws Exception {
    database.generate(1000);
    database.sql().sql("update millrace_recalc.monster set base_pp = null where id <= 25").update();
    database
        .sql()
        .sql("update millrace_recalc.monster set base_tempo = 'NaN' where id = 600")
        .update();
    database
        .sql()
        .sql("update millrace_recalc.monster set base_offense = -1 where id = 601")
        .update();
    database
        .sql()
        .sql("update millrace_recalc.monster set base_offense = 'Infinity' where id = 602")
        .update();

    RecalcReport report = handler.run(ALL, RecordingTaskContext.on(database.pool()));

    assertThat(report.failed()).isEqualTo(28);
    assertThat(report.changed()).isEqualTo(972);
    assertThat(report.failures()).hasSize(20);
    assertThat(report.failures().getFirst())
        .isEqualTo(new FailedRow(1, "generated-1", "pp is missing"));
    RecalcReport some =
        handler.run(
            new RecalcParameters(null, new Scope.Ids(List.of(600L, 601L, 602L))),
            RecordingTaskContext.on(database.pool()));
    assertThat(some.failures())
        .extracting(FailedRow::reason)
        .containsExactly(
            "tempo is not a number",
            "offense is -1.0, outside 0 to 10000",
            "offense is Infinity, outside 0 to 10000");
  }

  @Test
  void aCrashBetweenTwoCommitsIsContinuedWithEachRowProcessedOnce() throws Exception {
    database.generate(2300);
    RecordingTaskContext first = RecordingTaskContext.on(database.pool()).crashingAt(3);
    assertThatThrownBy(() -> handler.run(ALL, first)).isInstanceOf(Crash.class);
    assertThat(count("select count(*) from millrace_recalc.monster where version = 2"))
        .isEqualTo(1500);

    RecalcReport report = handler.run(ALL, first.nextRun());

    assertThat(report.processed()).isEqualTo(2300);
    assertThat(report.changed()).isEqualTo(2300);
    assertThat(count("select count(*) from millrace_recalc.monster where version <> 2")).isZero();
  }

  @Test
  void rowsTagsAndReportAreTheSameWhereverTheProcessDies() {
    RunResult ran =
        HandlerKit.of(_ -> new RecalcHandler(database.sql()))
            .in(() -> {
              database
                  .sql()
                  .sql(
                      "truncate millrace_recalc.monster, millrace_recalc.skill, millrace_recalc.monster_tag restart identity")
                  .update();
              database.generate(1200);
              return TestWorld.on(database.pool(), this::calculated);
            })
            .ignoring("duration", "rowsPerSecond", "spentMillis")
            .survivesEveryCrash("{\"weights\":{\"offense\":1},\"scope\":\"all\"}");

    assertThat(ran.commits()).isEqualTo(3);
    assertThat(count("select count(*) from millrace_recalc.monster where version <> 2")).isZero();
    AnnouncedResult.fits(new RecalcHandler(database.sql()), ran.result(Json.class));
  }

  private String calculated() {
    return database
        .sql()
        .sql(
            """
            select md5(string_agg(m::text, ',' order by id)) from (
              select id, version, score, explain::text, role, (
                select string_agg(t.name, ',' order by t.name) from millrace_recalc.monster_tag mt
                join millrace_recalc.tag t on t.id = mt.tag_id where mt.monster_id = monster.id) as tags
              from millrace_recalc.monster) m
            """)
        .query(String.class)
        .single();
  }

  @Test
  void rowsThatComeWhileItRunsAreNotItsBusiness() throws Exception {
    database.generate(600);

    RecalcReport report =
        handler.run(
            ALL,
            RecordingTaskContext.on(database.pool())
                .beforeCommit(number -> database.generate(number == 0 ? 10_000 : 0)));

    assertThat(report.processed()).isEqualTo(600);
  }

  @Test
  void itStopsAtACheckpointWhenAsked() throws Exception {
    database.generate(2000);
    RecordingTaskContext context = RecordingTaskContext.on(database.pool()).stoppingAfter(2);

    assertThatThrownBy(() -> handler.run(ALL, context)).isInstanceOf(AttemptStopped.class);

    assertThat(count("select count(*) from millrace_recalc.monster where version = 2"))
        .isEqualTo(1000);
    assertThat(handler.run(ALL, context.nextRun()).processed()).isEqualTo(2000);
  }

  @Test
  void aBatchTakesTheSameNumberOfStatementsHoweverManyRowsItHas() throws Exception {
    database.generate(500);

    long few = statementsOf(new Scope.Ids(List.of(1L, 2L)));
    long many = statementsOf(new Scope.All());

    assertThat(many).isLessThanOrEqualTo(few);
  }

  @Test
  void aTagScopeTouchesOnlyItsMonsters() throws Exception {
    database.generate(900);
    handler.run(ALL, RecordingTaskContext.on(database.pool()));
    long fast =
        count(
            "select count(*) from millrace_recalc.monster_tag where tag_id = (select id from millrace_recalc.tag where name ="
                + " 'fast')");

    RecalcReport report =
        handler.run(
            new RecalcParameters(weights("1", "0", "0", "0", "0"), new Scope.Tag("fast")),
            RecordingTaskContext.on(database.pool()));

    assertThat(report.processed()).isEqualTo(fast).isPositive();
    assertThat(count("select count(*) from millrace_recalc.monster where version = 3"))
        .isEqualTo(fast);
  }

  @Test
  void idsThatNoMonsterHasAreReported() throws Exception {
    database.generate(3);

    RecalcReport report =
        handler.run(
            new RecalcParameters(null, new Scope.Ids(List.of(2L, 99L, 2L))),
            RecordingTaskContext.on(database.pool()));

    assertThat(report.changed()).isEqualTo(1);
    assertThat(report.failures())
        .containsExactly(new FailedRow(99, "", "there is no monster with this id"));
  }

  @Test
  void aFinishedRunThatIsRunAgainAfterALostOutcomeReportsTheSame() throws Exception {
    database.generate(800);
    RecordingTaskContext context = RecordingTaskContext.on(database.pool());
    RecalcReport first = handler.run(ALL, context);

    RecalcReport again = handler.run(ALL, context.nextRun());

    assertThat(again.changed()).isEqualTo(first.changed());
    assertThat(again.tagsAdded()).isEqualTo(first.tagsAdded());
    assertThat(again.weights())
        .containsEntry(dev.millrace.jobs.recalc.formula.Stat.PP, new BigDecimal("0.200000"));
  }

  private long statementsOf(Scope scope) throws Exception {
    var counting = new CountingDataSource(database.pool());
    new RecalcHandler(counting.client())
        .run(new RecalcParameters(null, scope), RecordingTaskContext.on(counting));
    return counting.statements();
  }

  private static WeightsParameter weights(String... five) {
    return new WeightsParameter(
        new BigDecimal(five[0]),
        new BigDecimal(five[1]),
        new BigDecimal(five[2]),
        new BigDecimal(five[3]),
        new BigDecimal(five[4]));
  }

  private long count(String sql) {
    return database.sql().sql(sql).query(Long.class).single();
  }

  private String fingerprint() {
    return database
        .sql()
        .sql(
            """
            select (select md5(string_agg(m::text, ',' order by id)) from millrace_recalc.monster m)
              || (select md5(string_agg(t::text, ',' order by monster_id, tag_id))
                  from millrace_recalc.monster_tag t)
            """)
        .query(String.class)
        .single();
  }
}
