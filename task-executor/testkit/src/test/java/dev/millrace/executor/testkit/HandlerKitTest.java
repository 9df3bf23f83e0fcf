package dev.millrace.executor.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.events.TaskCancelled;
import dev.millrace.events.TaskFailed;
import dev.millrace.events.TaskStepCompensated;
import dev.millrace.events.TaskStepCompleted;
import dev.millrace.events.task.TaskType;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.TaskContext;
import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.executor.handler.TransactionalWork;
import dev.millrace.executor.handler.TransientFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class HandlerKitTest {

  private static final String THREE = "{\"times\":3}";

  @Test
  void aHandlerThatCommitsWhatItWritesSurvivesEveryCrash() {
    RunResult ran =
        HandlerKit.of(_ -> new Handler(HandlerKitTest::count)).survivesEveryCrash(THREE);

    assertThat(ran.commits()).isEqualTo(3);
    assertThat(ran.writes())
        .containsExactly(
            new Statement("insert into t values (?)", List.of(0)),
            new Statement("insert into t values (?)", List.of(1)),
            new Statement("insert into t values (?)", List.of(2)));
    assertThat(ran.result(Counted.class)).isEqualTo(new Counted(3));
  }

  @Test
  void aHandlerThatForgetsItsCheckpointIsFound() {
    HandlerKit kit =
        HandlerKit.of(_ ->
            new Handler((times, context) -> {
              for (int i = 0; i < times; i++) {
                context.commit(new Counted(0), write(i));
              }
              return new Counted(times);
            }));

    assertThatThrownBy(() -> kit.survivesEveryCrash(THREE))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("after commit 0 of 3")
        .hasMessageContaining("writes");
  }

  @Test
  void aHandlerThatRemembersInItsFieldsIsFound() {
    HandlerKit kit =
        HandlerKit.of(_ -> {
          int[] seen = new int[1];
          return new Handler((times, context) -> {
            for (int i = context.checkpoint(Counted.class).map(Counted::count).orElse(0);
                i < times;
                i++) {
              seen[0]++;
              context.commit(new Counted(i + 1), write(i));
            }
            return new Counted(seen[0]);
          });
        });

    assertThatThrownBy(() -> kit.survivesEveryCrash(THREE)).hasMessageContaining("end");
  }

  @Test
  void aHandlerThatActsOutsideItsCommitsIsFoundByTheWorld() {
    List<String> mails = new ArrayList<>();
    HandlerKit kit =
        HandlerKit.of(_ ->
                new Handler((times, context) -> {
                  mails.add("mail");
                  return count(times, context);
                }))
            .in(() -> {
              mails.clear();
              return new TestWorld(null, () -> List.copyOf(mails), new SteppedClock());
            });

    assertThatThrownBy(() -> kit.survivesEveryCrash(THREE)).hasMessageContaining("world");
  }

  @Test
  void aSagaThatFailsIsUndoneWhereverItsProcessDies() {
    RunResult ran =
        HandlerKit.of(_ ->
                new Handler((times, context) -> {
                  saga(times, context);
                  throw new PermanentFailure("no-good", "it cannot be");
                }))
            .survivesEveryCrash("{\"times\":2}");

    assertThat(ran.end()).isInstanceOf(TaskFailed.class);
    assertThat(ran.commits()).as("two steps, the turn, two compensations").isEqualTo(5);
    assertThat(ran.facts())
        .containsExactly(
            new TaskStepCompleted("step 0", 0),
            new TaskStepCompleted("step 1", 1),
            new TaskStepCompensated("step 1", 1),
            new TaskStepCompensated("step 0", 0));
    assertThat(ran.writes())
        .extracting(Statement::sql)
        .containsExactly(
            "insert into t values (?)",
            "insert into t values (?)",
            "delete from t where i = ?",
            "delete from t where i = ?");
  }

  @Test
  void aSagaThatIsCancelledIsUndoneWhereverItsProcessDies() {
    RunResult ran =
        HandlerKit.of(_ -> new Handler(HandlerKitTest::saga))
            .survivesEveryCrashCancelledAfter(2, THREE);

    assertThat(ran.end()).isInstanceOf(TaskCancelled.class);
    assertThat(ran.writes()).hasSize(4);
  }

  @Test
  void aTransientFailureIsRetriedAndTheClockMovesOn() {
    TestWorld world = TestWorld.inMemory();
    RunResult ran =
        HandlerKit.of(w ->
                new Handler((times, context) -> {
                  if (context.attempt() < 3) {
                    throw new TransientFailure("busy", "not now");
                  }
                  return count(times, context);
                }))
            .in(() -> world)
            .run(THREE);

    assertThat(ran.runs()).isEqualTo(3);
    assertThat(ran.result(Counted.class)).isEqualTo(new Counted(3));
    assertThat(Duration.between(Instant.parse("2026-01-01T00:00:00Z"), world.clock().instant()))
        .isEqualTo(Duration.ofSeconds(6));
  }

  @Test
  void parametersAreReadAsTheEngineReadsThem() {
    RunResult ran =
        HandlerKit.of(_ -> new Handler(HandlerKitTest::count)).run("{\"times\":\"many\"}");

    assertThat(((TaskFailed) ran.end()).error().code()).isEqualTo("bad-parameters");
  }

  @Test
  void readingFromTheRecordedDatabaseIsRefusedWithWhatToDo() {
    RunResult ran =
        HandlerKit.of(_ ->
                new Handler((_, context) -> {
                  context.commit(
                      new Counted(1),
                      database -> database.sql("select 1").query(Integer.class).single());
                  return null;
                }))
            .run(THREE);

    assertThat(((TaskFailed) ran.end()).error().message()).contains("needs a database");
  }

  private static Counted count(int times, TaskContext context) throws Exception {
    int done = context.checkpoint(Counted.class).map(Counted::count).orElse(0);
    while (done < times) {
      context.commit(new Counted(done + 1), write(done));
      done++;
    }
    return new Counted(done);
  }

  private static Counted saga(int times, TaskContext context) throws Exception {
    for (int i = 0; i < times; i++) {
      context.saga().step("step " + i, write(i), write("delete from t where i = ?", i));
    }
    return new Counted(times);
  }

  private static TransactionalWork write(int i) {
    return write("insert into t values (?)", i);
  }

  private static TransactionalWork write(String sql, int i) {
    return (JdbcClient database) -> database.sql(sql).param(i).update();
  }

  record Times(int times) {}

  record Counted(int count) {}

  private interface Body {
    @Nullable Object run(int times, TaskContext context) throws Exception;
  }

  private record Handler(Body body) implements TaskHandler<Times, Object> {

    @Override
    public TaskType type() {
      return new TaskType("kit");
    }

    @Override
    public String description() {
      return "For tests.";
    }

    @Override
    public Class<Times> parameters() {
      return Times.class;
    }

    @Override
    public @Nullable Object run(Times parameters, TaskContext context) throws Exception {
      return body.run(parameters.times(), context);
    }
  }
}
