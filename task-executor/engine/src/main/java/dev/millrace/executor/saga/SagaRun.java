package dev.millrace.executor.saga;

import dev.millrace.events.TaskStepCompensated;
import dev.millrace.events.TaskStepCompleted;
import dev.millrace.events.stored.Json;
import dev.millrace.events.stored.StorableText;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.Saga;
import dev.millrace.executor.handler.TaskTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// One run of a handler's saga, forward or backward.
///
/// It never writes without the journal, and what it remembers counts only while the journal
/// answers: after any failure of a commit the saga is read again from there.
public final class SagaRun implements Saga {

  /// Characters of JSON that one step's result may have.
  static final int LARGEST_RESULT = 64 * 1024;

  private static final int LONGEST_NAME = 100;

  private final SagaJournal journal;
  private final List<Undo> undos = new ArrayList<>();
  private SagaState state;
  private int next;
  private boolean uncertain;

  /// @param state as the journal has it
  public SagaRun(SagaState state, SagaJournal journal) {
    this.state = state;
    this.journal = journal;
  }

  /// The compensation of a completed step, with its result.
  private interface Undo {
    void write(TaskTransaction database) throws Exception;
  }

  public SagaState state() {
    return state;
  }

  @Override
  public <T> T step(String name, Class<T> type, Write<T> write, Compensation<T> compensation)
      throws Exception {
    return step(name, type, () -> true, (_, database) -> write.write(database), compensation);
  }

  @Override
  public <S, T> T step(
      String name,
      Class<T> type,
      Callable<S> slowWork,
      WriteOf<S, T> write,
      Compensation<T> compensation)
      throws Exception {
    requireName(name);
    int index = next++;
    T result =
        index < state.steps().size()
            ? replay(name, type, index)
            : complete(name, index, slowWork, write);
    undos.add(database -> compensation.undo(result, database));
    return result;
  }

  private <T> T replay(String name, Class<T> type, int index) {
    SagaState.Step completed = state.steps().get(index);
    if (!completed.name().equals(name)) {
      throw new PermanentFailure(
          "saga-changed",
          String.format(
                  Locale.ROOT,
                  "step %d was completed as '%s' and is now called '%s'; a handler has to call the same",
                  index,
                  completed.name(),
                  name)
              + " steps in the same order");
    }
    return completed.result().as(type);
  }

  private <S, T> T complete(String name, int index, Callable<S> slowWork, WriteOf<S, T> write)
      throws Exception {
    if (state.unwinds()) {
      throw new SagaUnwinds();
    }
    if (uncertain) {
      throw new IllegalStateException(
          "a step of this saga failed before step '" + name + "'; handlers let that through");
    }
    S made = slowWork.call();
    var step =
        new Object() {
          @Nullable T result;
          @Nullable SagaState after;
        };
    uncertain = true;
    journal.commit(database -> {
      T result = write.write(made, database);
      SagaState after = state.completed(name, json(name, result));
      step.result = result;
      step.after = after;
      return new SagaWork.Written(after, new TaskStepCompleted(name, index));
    });
    if (step.result == null || step.after == null) {
      throw new IllegalStateException("step '" + name + "' was committed without its work");
    }
    state = step.after;
    uncertain = false;
    return step.result;
  }

  /// Undoes what is completed, the last step first, each in a transaction of its own.
  ///
  /// @throws Exception what the compensation or the journal throws; the steps before it are left
  public void compensate() throws Exception {
    while (!state.steps().isEmpty()) {
      int index = state.steps().size() - 1;
      String name = state.steps().get(index).name();
      if (undos.size() <= index) {
        throw new IllegalStateException("the handler did not come to its step '" + name + "'");
      }
      SagaState after = state.compensated();
      journal.commit(database -> {
        undos.get(index).write(database);
        return new SagaWork.Written(after, new TaskStepCompensated(name, index));
      });
      state = after;
    }
  }

  private static Json json(String name, @Nullable Object result) {
    if (result == null) {
      throw new PermanentFailure("saga-result", "step '" + name + "' returned null");
    }
    Json json = Json.of(result);
    if (json.text().length() > LARGEST_RESULT) {
      throw new PermanentFailure(
          "saga-result",
          String.format(
              Locale.ROOT,
              "the result of step '%s' has %d characters of JSON; at most %d are kept. Return a key to it.",
              name,
              json.text().length(),
              LARGEST_RESULT));
    }
    return json;
  }

  private static void requireName(String name) {
    if (name.isBlank() || name.length() > LONGEST_NAME || !StorableText.isStorable(name)) {
      throw new IllegalArgumentException("a step's name has 1 to 100 characters: '" + name + "'");
    }
  }
}
