package dev.millrace.executor.work;

import dev.millrace.events.task.TaskType;
import dev.millrace.executor.attempt.AttemptRunner;
import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.executor.journal.JournalGate;
import dev.millrace.executor.journal.RunJournal;
import dev.millrace.executor.lease.TakeoverSweep;
import dev.millrace.executor.observe.EngineMeters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.consumer.ShareConsumer;

/// The pollers of all types of an executor.
public final class WorkPollers {

  private final Engine engine;
  private final List<WorkPoller> pollers = new ArrayList<>();

  /// What every poller works with.
  public record Engine(
      RunJournal journal,
      AttemptRunner runner,
      JournalGate gate,
      TakeoverSweep sweep,
      DeadLetters deadLetters,
      EngineMeters meters) {}

  /// Opens a consumer of the executors' share group that polls at most so many records.
  @FunctionalInterface
  public interface Consumers {
    ShareConsumer<String, byte[]> open(TaskType type, int recordsPerPoll);
  }

  public WorkPollers(Engine engine) {
    this.engine = engine;
  }

  /// Starts a poller for each handler.
  ///
  /// @param limit how many tasks of a type may run at once
  /// @param sharedLimit how many of all types
  public void start(
      Collection<TaskHandler<?, ?>> handlers,
      ToIntFunction<TaskType> limit,
      int sharedLimit,
      Consumers consumers) {
    Permits.Shared shared = new Permits.Shared(sharedLimit);
    for (TaskHandler<?, ?> handler : handlers) {
      TaskType type = handler.type();
      Permits permits =
          handler instanceof Waits
              ? new Permits(Waits.LIMIT, new Permits.Shared(Waits.LIMIT))
              : new Permits(limit.applyAsInt(type), shared);
      int size = WorkPoller.pollSize(permits.limit());
      engine.meters().gauge("permits.free", "type", type.value(), permits::free);
      WorkPoller poller =
          new WorkPoller(
              new Intake(handler, engine.journal(), engine.runner(), permits, engine.meters()),
              new WorkSource(type, consumers.open(type, size)),
              engine.gate(),
              engine.sweep(),
              engine.deadLetters(),
              engine.meters());
      pollers.add(poller);
      poller.start();
    }
  }

  /// Ends all polling and returns when nothing is taken in any more.
  public void stop(Duration patience) throws InterruptedException {
    pollers.forEach(WorkPoller::stop);
    for (WorkPoller poller : pollers) {
      poller.awaitEnd(patience);
    }
    pollers.clear();
  }
}
