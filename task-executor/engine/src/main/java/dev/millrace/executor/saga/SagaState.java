package dev.millrace.executor.saga;

import static java.util.Objects.requireNonNull;

import dev.millrace.events.stored.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Where a saga stands: the steps that are completed and not undone, and which way it goes.
///
/// @param steps in the order in which they were completed
/// @param end why the steps are being undone, and how the task ends then; null while it goes
///   forward. Once it is set it stays
/// @param endedIn the attempt that gave up going forward; 0 while it goes forward
public record SagaState(List<Step> steps, @Nullable SagaEnd end, int endedIn) {

  /// A saga of which nothing is done.
  public static final SagaState NEW = new SagaState(List.of(), null, 0);

  public SagaState {
    steps = List.copyOf(steps);
  }

  /// A completed step.
  ///
  /// @param result what it returned
  public record Step(String name, Json result) {
    public Step {
      requireNonNull(name, "name");
      requireNonNull(result, "result");
    }
  }

  /// Whether its steps are being undone.
  public boolean unwinds() {
    return end != null;
  }

  SagaState completed(String name, Json result) {
    List<Step> next = new ArrayList<>(steps);
    next.add(new Step(name, result));
    return new SagaState(next, end, endedIn);
  }

  SagaState compensated() {
    return new SagaState(steps.subList(0, steps.size() - 1), end, endedIn);
  }

  /// The same saga on its way back; one that is on its way already keeps its reason.
  public SagaState unwinding(SagaEnd why, int attempt) {
    return unwinds() ? this : new SagaState(steps, why, attempt);
  }

  /// The names of what is not undone, the next one first.
  public String left() {
    return steps.reversed().stream().map(Step::name).collect(Collectors.joining(", "));
  }
}
