package dev.millrace.executor.attempt.thread;

import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.executor.handler.Workload;
import java.util.function.Predicate;

/// Where handlers run: those that compute on platform threads that take turns, those that wait on
/// virtual threads.
///
/// The platform threads are daemons: one that is abandoned does not keep the process from its end.
public final class HandlerThreads {

  private final ComputingTurns turns;
  private final Predicate<TaskHandler<?, ?>> outstays;

  /// @param outstays handlers that rightly go on after they were interrupted
  public HandlerThreads(ComputingTurns turns, Predicate<TaskHandler<?, ?>> outstays) {
    this.turns = turns;
    this.outstays = outstays;
  }

  /// What an attempt's thread is like.
  ///
  /// @param mayBeAbandoned whether it counts as lost when it goes on after an interruption
  public record Kind(Workload workload, TaskPolicy policy, boolean mayBeAbandoned) {}

  public Kind kindOf(TaskHandler<?, ?> handler) {
    return new Kind(handler.workload(), handler.policy(), !outstays.test(handler));
  }

  /// A turn for the thread that calls.
  public Turn turn(Kind kind) {
    return switch (kind.workload()) {
      case COMPUTES -> turns.turn();
      case WAITS -> Turn.NOT_NEEDED;
    };
  }

  public void start(Kind kind, String name, Runnable run) {
    switch (kind.workload()) {
      case COMPUTES -> Thread.ofPlatform().daemon().name(name).start(run);
      case WAITS -> Thread.ofVirtual().name(name).start(run);
    }
  }
}
