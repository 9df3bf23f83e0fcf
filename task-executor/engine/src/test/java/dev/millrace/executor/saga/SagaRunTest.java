package dev.millrace.executor.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.events.TaskStepCompensated;
import dev.millrace.events.TaskStepCompleted;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.TaskError;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.Saga;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A saga of three steps, driven as the engine does, through a process that dies at any write.
class SagaRunTest {

  private static final SagaEnd FAILED =
      new SagaEnd.Failed(new TaskError("no-good", "it cannot be stored", false));
  private static final int NEVER = -1;

  private final List<String> slow = new ArrayList<>();

  /// What a step leaves for the ones after it.
  record Made(String what) {}

  static Stream<Arguments> everyWrite() {
    return Stream.of(CrashingSagaJournal.Side.values())
        .flatMap(side ->
            Stream.iterate(0, at -> at < 7, at -> at + 1).map(at -> Arguments.of(at, side)));
  }

  @ParameterizedTest
  @MethodSource("everyWrite")
  void aSagaThatSucceedsDoesEachStepOnceWhereverTheProcessDies(
      int crashAt, CrashingSagaJournal.Side side) throws Exception {
    var journal = new CrashingSagaJournal(crashAt, side);

    assertThat(live(journal, false)).isEqualTo("split+nodes+edges");

    assertThat(journal.effects).containsExactly("+split", "+nodes", "+edges");
    assertThat(journal.facts)
        .containsExactly(
            new TaskStepCompleted("split", 0),
            new TaskStepCompleted("nodes", 1),
            new TaskStepCompleted("edges", 2));
  }

  @ParameterizedTest
  @MethodSource("everyWrite")
  void aSagaThatFailsIsUndoneInReverseOnceWhereverTheProcessDies(
      int crashAt, CrashingSagaJournal.Side side) throws Exception {
    var journal = new CrashingSagaJournal(crashAt, side);

    assertThat(live(journal, true)).isNull();

    assertThat(journal.effects)
        .containsExactly("+split", "+nodes", "+edges", "-edges", "-nodes", "-split");
    assertThat(journal.facts.subList(3, 6))
        .containsExactly(
            new TaskStepCompensated("edges", 2),
            new TaskStepCompensated("nodes", 1),
            new TaskStepCompensated("split", 0));
    assertThat(journal.state().end()).isEqualTo(FAILED);
    assertThat(journal.state().steps()).isEmpty();
  }

  @Test
  void slowWorkOfACompletedStepIsNotDoneAgain() throws Exception {
    var journal = new CrashingSagaJournal(2, CrashingSagaJournal.Side.BEFORE);

    live(journal, false);

    assertThat(slow).containsExactly("nodes");
  }

  @Test
  void aSagaOnItsWayBackNeverGoesForwardAgain() throws Exception {
    var journal = new CrashingSagaJournal(NEVER, CrashingSagaJournal.Side.BEFORE);
    forward(new SagaRun(journal.state(), journal), journal, 1);
    journal.unwind(FAILED);

    var back = new SagaRun(journal.state(), journal);
    assertThatThrownBy(() -> forward(back, journal, 3)).isInstanceOf(SagaUnwinds.class);
    back.compensate();

    assertThat(journal.effects).containsExactly("+split", "-split");
  }

  @Test
  void aFailedStepLeavesNothingAndEndsTheRunForGood() {
    var journal = new CrashingSagaJournal(NEVER, CrashingSagaJournal.Side.BEFORE);
    var saga = new SagaRun(SagaState.NEW, journal);
    assertThatThrownBy(() -> saga.step("bad", Made.class, _ -> fail(journal, "+bad"), (_, _) -> {}))
        .hasMessage("refused");

    assertThatThrownBy(() -> saga.step("next", _ -> journal.effect("+next"), _ -> {}))
        .isInstanceOf(IllegalStateException.class);
    assertThat(journal.effects).isEmpty();
    assertThat(journal.state().steps()).isEmpty();
  }

  @Test
  void aHandlerThatCallsOtherStepsIsToldSo() {
    var state = new SagaState(List.of(new SagaState.Step("split", Json.of(true))), null, 0);
    var saga = new SagaRun(state, _ -> {});

    assertThatThrownBy(() -> saga.step("extract", _ -> {}, _ -> {}))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("'split'")
        .hasMessageContaining("'extract'");
  }

  @Test
  void aHandlerThatDoesNotComeToACompletedStepLeavesItForTheNextTry() {
    var step = new SagaState.Step("split", Json.of(true));
    var saga = new SagaRun(new SagaState(List.of(step), FAILED, 1), _ -> {});

    assertThatThrownBy(saga::compensate).hasMessageContaining("'split'");
    assertThat(saga.state().steps()).containsExactly(step);
  }

  @Test
  void whereASagaStandsSurvivesItsJson() {
    var state =
        new SagaState(List.of(new SagaState.Step("split", Json.of(new Made("x")))), FAILED, 2);

    assertThat(Json.of(state).as(SagaState.class)).isEqualTo(state);
    assertThat(Json.of(SagaState.NEW).as(SagaState.class)).isEqualTo(SagaState.NEW);
  }

  /// Runs the task as the engine does, a new process after each crash.
  private @Nullable String live(CrashingSagaJournal journal, boolean fails) throws Exception {
    @Nullable String result = null;
    boolean over = false;
    while (!over) {
      try {
        if (journal.state().unwinds()) {
          back(journal);
        } else {
          result = forward(new SagaRun(journal.state(), journal), journal, 3);
          if (fails) {
            result = null;
            journal.unwind(FAILED);
            back(journal);
          }
        }
        over = true;
      } catch (CrashingSagaJournal.Crash _) {
        // The next turn is the process that takes over.
      }
    }
    return result;
  }

  private void back(CrashingSagaJournal journal) throws Exception {
    var saga = new SagaRun(journal.state(), journal);
    try {
      forward(saga, journal, 3);
    } catch (SagaUnwinds _) {
      // The handler has come to a step that is not completed.
    }
    saga.compensate();
  }

  private String forward(Saga saga, CrashingSagaJournal journal, int steps) throws Exception {
    Made split =
        saga.step(
            "split",
            Made.class,
            _ -> {
              journal.effect("+split");
              return new Made("split");
            },
            (made, _) -> journal.effect("-" + made.what()));
    if (steps == 1) {
      return split.what();
    }
    Made nodes =
        saga.step(
            "nodes",
            Made.class,
            () -> {
              slow.add("nodes");
              return split.what() + "+nodes";
            },
            (made, _) -> {
              journal.effect("+nodes");
              return new Made(made);
            },
            (_, _) -> journal.effect("-nodes"));
    saga.step("edges", _ -> journal.effect("+edges"), _ -> journal.effect("-edges"));
    return nodes.what() + "+edges";
  }

  private static Made fail(CrashingSagaJournal journal, String effect) {
    journal.effect(effect);
    throw new IllegalArgumentException("refused");
  }
}
