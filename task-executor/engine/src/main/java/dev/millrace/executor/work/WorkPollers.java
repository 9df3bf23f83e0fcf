package dev.millrace.executor.work;

import dev.millrace.events.task.Priority;
import dev.millrace.events.task.TaskType;
import dev.millrace.executor.attempt.AttemptRunner;
import dev.millrace.executor.fleet.FleetLimit;
import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.executor.journal.JournalGate;
import dev.millrace.executor.journal.RunJournal;
import dev.millrace.executor.lease.TakeoverSweep;
import dev.millrace.executor.observe.EngineMeters;
import dev.millrace.executor.pause.TypeGate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.jspecify.annotations.Nullable;

/// The pollers of all types of an executor, one for each priority of each type, and what takes over
/// the tasks of other executors.
public final class WorkPollers {

  private final Engine engine;
  private final List<LanePoller> pollers = new ArrayList<>();
  private @Nullable Takeovers takeovers;

  /// What every poller works with.
  public record Engine(
      RunJournal journal,
      AttemptRunner runner,
      JournalGate gate,
      TypeGate types,
      TakeoverSweep sweep,
      DeadLetters deadLetters,
      EngineMeters meters) {}

  /// What tasks of one type may do.
  ///
  /// @param here how many run at once in this executor, at least 1
  /// @param inFleet how many run at once in all executors, at least `here`; 0 for no limit
  public record Limits(int here, int inFleet) {}

  /// What pollers need from outside the engine.
  public interface Surroundings {

    Limits limitsOf(TaskHandler<?, ?> handler);

    /// Opens a consumer of the executors' share group that polls at most so many records.
    ShareConsumer<String, byte[]> consumer(TaskType type, Priority priority, int recordsPerPoll);

    FleetLimit fleetLimit(TaskType type, int limit);
  }

  public WorkPollers(Engine engine) {
    this.engine = engine;
  }

  /// Starts the pollers of each handler.
  ///
  /// @param sharedLimit how many tasks of all types may run at once
  public void start(
      Collection<TaskHandler<?, ?>> handlers, int sharedLimit, Surroundings surroundings) {
    Permits.Shared shared = new Permits.Shared(sharedLimit);
    List<Intake> intakes =
        handlers.stream().map(handler -> intake(handler, shared, surroundings)).toList();
    for (Intake intake : intakes) {
      for (Priority priority : Priority.values()) {
        pollers.add(poller(intake, priority, surroundings));
      }
    }
    takeovers = new Takeovers(intakes, engine.gate(), engine.sweep());
    takeovers.start();
    pollers.forEach(LanePoller::start);
  }

  private Intake intake(
      TaskHandler<?, ?> handler, Permits.Shared shared, Surroundings surroundings) {
    TaskType type = handler.type();
    Limits limits = surroundings.limitsOf(handler);
    FleetLimit fleet =
        limits.inFleet() == 0 ? FleetLimit.NONE : surroundings.fleetLimit(type, limits.inFleet());
    Permits permits =
        handler instanceof Waits
            ? new Permits(Waits.LIMIT, new Permits.Shared(Waits.LIMIT), fleet)
            : new Permits(limits.here(), shared, fleet);
    engine.meters().gauge("permits.free", permits::free, "type", type.value());
    for (Lane lane : Lane.values()) {
      engine
          .meters()
          .gauge(
              "permits.used", () -> permits.used(lane), "type", type.value(), "lane", lane.word());
    }
    return new Intake(handler, engine.journal(), engine.runner(), permits, engine.meters());
  }

  private LanePoller poller(Intake intake, Priority priority, Surroundings surroundings) {
    return new LanePoller(
        Lane.of(priority),
        intake,
        new WorkSource(
            intake.type(),
            priority,
            surroundings.consumer(intake.type(), priority, intake.pollSize())),
        engine.gate(),
        engine.types(),
        engine.deadLetters(),
        engine.meters());
  }

  /// Takes in nothing new: no task is taken over any more, and a poll that is under way is the
  /// last.
  public void cease(Duration patience) throws InterruptedException {
    pollers.forEach(LanePoller::stop);
    if (takeovers != null) {
      takeovers.stop();
      takeovers.awaitEnd(patience);
    }
  }

  /// Returns when nothing is taken in any more, after [#cease].
  public void stop(Duration patience) throws InterruptedException {
    for (LanePoller poller : pollers) {
      poller.awaitEnd(patience);
    }
    pollers.clear();
  }
}
