package dev.millrace.executor.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.events.TaskCancelled;
import dev.millrace.events.TaskFailed;
import dev.millrace.events.TaskStepCompensated;
import dev.millrace.events.TaskStepCompleted;
import dev.millrace.events.TaskTimedOut;
import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.task.TaskType;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.TaskContext;
import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.executor.handler.TransactionalWork;
import dev.millrace.executor.handler.TransientFailure;
import dev.millrace.executor.testkit.database.Statement;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandlerKitTest {

  private static final dev.millrace.type.TaskType<Integer, Void> LETTER =
      dev.millrace.type.TaskType.of("letter", Integer.class, Void.class);
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
  void tasksThatAreSubmittedInCommitsAreSubmittedOnceWhereverTheProcessDies() {
    RunResult ran =
        HandlerKit.of(_ ->
                new Handler((times, context) -> {
                  for (int i = context.checkpoint(Counted.class).map(Counted::count).orElse(0);
                      i < times;
                      i++) {
                    int number = i;
                    context.commit(new Counted(i + 1), database -> database.submit(LETTER, number));
                  }
                  return new Counted(times);
                }))
            .survivesEveryCrash(THREE);

    assertThat(ran.submitted())
        .extracting(task -> task.type().value() + " " + task.parameters().text())
        .containsExactly("letter 0", "letter 1", "letter 2");
  }

  @Test
  void aHandlerThatSubmitsAgainIsFound() {
    HandlerKit kit =
        HandlerKit.of(_ ->
            new Handler((times, context) -> {
              context.commit(new Counted(0), database -> database.submit(LETTER, times));
              context.commit(new Counted(1), TransactionalWork.NONE);
              return new Counted(times);
            }));

    assertThatThrownBy(() -> kit.survivesEveryCrash(THREE))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("submitted tasks");
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
        HandlerKit.of(_ -> new Handler(HandlerKitTest::count))
            .acceptedBefore()
            .run("{\"times\":\"many\"}");

    assertThat(((TaskFailed) ran.end()).error().code()).isEqualTo("bad-parameters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"times\":\"many\"}",
        "{\"times\":0}",
        "{}",
        "{\"times\":1,\"nonsense\":1}",
        "[]"
      })
  void parametersThatTaskApiRefusesAreNotRun(String parameters) {
    HandlerKit kit = HandlerKit.of(_ -> new Handler(HandlerKitTest::count));

    assertThatThrownBy(() -> kit.run(parameters))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("task-api refuses these parameters of type kit: ");
    assertThatThrownBy(() -> kit.survivesEveryCrash(parameters)).isInstanceOf(AssertionError.class);
  }

  @Test
  void parametersMayBeAnObject() {
    HandlerKit kit = HandlerKit.of(_ -> new Handler(HandlerKitTest::count));

    assertThat(kit.run(new Times(2)).result(Counted.class)).isEqualTo(new Counted(2));
    assertThat(kit.survivesEveryCrash(new Times(2)).commits()).isEqualTo(2);
    assertThatThrownBy(() -> kit.run(new Times(0))).isInstanceOf(AssertionError.class);
  }

  @Test
  void progressIsThatOfAllRunsTheLastOneIncluded() {
    RunResult ran =
        HandlerKit.of(_ ->
                new Handler((times, context) -> {
                  context.progress(context.attempt(), times);
                  if (context.attempt() < 3) {
                    throw new IllegalStateException("not now");
                  }
                  return null;
                }))
            .run(THREE);

    assertThat(ran.progress())
        .extracting(RecordingTaskContext.Progress::done)
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void aTaskThatIsPausedGoesOnFromItsCheckpoint() {
    RunResult ran = HandlerKit.of(_ -> new Handler(HandlerKitTest::count)).pausedAfter(2, THREE);

    assertThat(ran.runs()).isEqualTo(2);
    assertThat(ran.commits()).isEqualTo(3);
    assertThat(ran.writes()).hasSize(3);
    assertThat(ran.result(Counted.class)).isEqualTo(new Counted(3));
  }

  @Test
  void aTaskThatForgetsWhereItWasPausedIsSeen() {
    RunResult ran =
        HandlerKit.of(_ ->
                new Handler((times, context) -> {
                  for (int i = 0; i < times; i++) {
                    context.commit(new Counted(0), write(i));
                  }
                  return null;
                }))
            .pausedAfter(2, THREE);

    assertThat(ran.writes()).hasSize(5);
  }

  @Test
  void anAttemptEndsWhenTheClockSaysSo() {
    List<Optional<Instant>> deadlines = new ArrayList<>();
    HandlerKit kit =
        HandlerKit.of(world ->
            new Handler((times, context) -> {
              deadlines.add(context.deadline());
              for (int i = 0; i < times; i++) {
                world.clock().advance(Duration.ofSeconds(4));
                context.stopIfAsked();
              }
              return new Counted(times);
            }));

    RunResult inTime = kit.run(new Times(2));
    RunResult late = kit.run(THREE);

    assertThat(deadlines.getFirst()).contains(Instant.parse("2026-01-01T00:00:10Z"));
    assertThat(inTime.result(Counted.class)).isEqualTo(new Counted(2));
    assertThat(late.runs()).isEqualTo(4);
    assertThat(late.end())
        .isInstanceOfSatisfying(
            TaskTimedOut.class, end -> assertThat(end.error().code()).isEqualTo("attempt-timeout"));
  }

  @Test
  void aSideEffectIsAPointAtWhichTheProcessMayDie() {
    HandlerKit kit =
        HandlerKit.of(world ->
            new Handler((_, context) -> {
              world.sideEffect("mail", "to ada, key " + context.taskId());
              return null;
            }));

    RunResult ran = kit.survivesEveryCrash(THREE);

    assertThat(ran.commits()).isZero();
    assertThat(ran.effects()).hasSize(1);
  }

  @Test
  void theProcessDiesOnceBeforeAndOnceAfterEachSideEffect() {
    List<Integer> doneBeforeEachRun = new ArrayList<>();

    HandlerKit.of(world ->
            new Handler((_, context) -> {
              doneBeforeEachRun.add(world.sideEffects().size());
              world.sideEffect("mail", "to ada, key " + context.taskId());
              return null;
            }))
        .survivesEveryCrash(THREE);

    // Undisturbed; killed before it, and again; killed after it, and again.
    assertThat(doneBeforeEachRun).containsExactly(0, 0, 0, 0, 1);
  }

  @Test
  void aSideEffectThatItsReceiverCannotKnowAgainIsFound() {
    int[] sent = new int[1];
    HandlerKit kit =
        HandlerKit.of(world ->
            new Handler((_, _) -> {
              world.sideEffect("mail", "number " + sent[0]++);
              return null;
            }));

    assertThatThrownBy(() -> kit.survivesEveryCrash(THREE))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("before side effect 0 of 1")
        .hasMessageContaining("side effects");
  }

  @Test
  void rowsOfABatchAreRecordedOneByOne() {
    RunResult ran =
        HandlerKit.of(_ ->
                new Handler((_, context) ->
                    context.commit(
                        new Counted(2),
                        database ->
                            assertThat(
                                    database.batch(
                                        "insert into t values (?)",
                                        List.of(new Object[] {1}, new Object[] {2})))
                                .containsExactly(1, 1))))
            .run(THREE);

    assertThat(ran.writes())
        .containsExactly(
            new Statement("insert into t values (?)", List.of(1)),
            new Statement("insert into t values (?)", List.of(2)));
    assertThat(ran.result(Counted.class)).isEqualTo(new Counted(2));
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
    return database -> database.sql(sql).param(i).update();
  }

  record Times(@Min(1) int times) {}

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
    public TaskPolicy policy() {
      return TaskPolicy.STANDARD.withTimeout(Duration.ofSeconds(10));
    }

    @Override
    public @Nullable Object run(Times parameters, TaskContext context) throws Exception {
      return body.run(parameters.times(), context);
    }
  }
}
