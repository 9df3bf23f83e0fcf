package dev.millrace.executor.work;

import dev.millrace.events.Topics;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.TaskType;
import dev.millrace.executor.attempt.AttemptRunner;
import dev.millrace.executor.fleet.FleetLimit;
import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.executor.lease.TakeoverSweep;
import dev.millrace.executor.observe.EngineMeters;
import dev.millrace.executor.pause.TypeGate;
import dev.millrace.executor.room.FairChoice;
import dev.millrace.executor.room.WaitingRoom;
import dev.millrace.executor.store.RunStore;
import dev.millrace.executor.store.StoreGate;
import dev.millrace.executor.work.deadletter.DeadLetters;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.jspecify.annotations.Nullable;

/// The pollers of all types of an executor, one for each priority of each type, and what takes over
/// the tasks of other executors.
public final class WorkPollers {

  private final Engine engine;
  private final List<LanePoller> pollers = new ArrayList<>();
  private volatile List<WorkClaimer> intakes = List.of();
  private @Nullable Takeovers takeovers;
  private @Nullable RoomKeeper keeper;

  /// What every poller works with.
  public record Engine(
      RunStore store,
      WaitingRoom room,
      AttemptRunner runner,
      StoreGate gate,
      TypeGate types,
      TakeoverSweep sweep,
      DeadLetters deadLetters,
      EngineMeters meters,
      Clock clock) {}

  /// What tasks of one type may do.
  ///
  /// @param here how many run at once in this executor, at least 1
  /// @param inFleet how many run at once in all executors, at least `here`; 0 for no limit
  public record Limits(int here, int inFleet) {}

  /// What pollers need from outside the engine.
  public interface Surroundings {

    /// The executors whose work is polled.
    ExecutorGroup group();

    Limits limitsOf(TaskHandler<?, ?> handler);

    /// Opens a consumer of the executors' share group that polls at most so many records.
    ShareConsumer<String, byte[]> consumer(TaskType type, Priority priority, int recordsPerPoll);

    FleetLimit fleetLimit(TaskType type, int limit);

    /// How a waiting room is kept.
    RoomSettings room();
  }

  /// How the waiting room of each type is kept.
  ///
  /// @param limit tasks that may wait
  /// @param weights of users, above 0; 1 for all others
  public record RoomSettings(int limit, Map<String, Double> weights) {}

  public WorkPollers(Engine engine) {
    this.engine = engine;
  }

  /// Starts the pollers of each handler.
  ///
  /// @param sharedLimit how many tasks of all types may run at once
  public void start(
      Collection<TaskHandler<?, ?>> handlers, int sharedLimit, Surroundings surroundings) {
    SharedPermits shared = sharedPermits(sharedLimit, handlers, false);
    SharedPermits ofWaits = sharedPermits(Waits.LIMIT, handlers, true);
    intakes =
        handlers.stream()
            .map(handler ->
                intake(handler, handler instanceof Waits ? ofWaits : shared, surroundings))
            .toList();
    for (WorkClaimer intake : intakes) {
      for (Priority priority : Priority.values()) {
        pollers.add(poller(intake, priority, surroundings));
      }
    }
    takeovers = new Takeovers(intakes, engine.gate(), engine.sweep());
    keeper = new RoomKeeper(engine.room(), intakes, engine.gate(), engine.types());
    takeovers.start();
    keeper.start();
    pollers.forEach(LanePoller::start);
  }

  /// How many tasks of each type are in the waiting room, about; of no type before the start.
  public Map<TaskType, Integer> waiting() {
    return intakes.stream()
        .collect(Collectors.toMap(WorkClaimer::type, intake -> intake.room().tasks()));
  }

  private SharedPermits sharedPermits(
      int limit, Collection<TaskHandler<?, ?>> handlers, boolean waits) {
    long types = handlers.stream().filter(one -> one instanceof Waits == waits).count();
    return new SharedPermits(
        limit, Math.toIntExact(types), SharedPermits.memoryOfHeap(), this::wakeKeeper);
  }

  private void wakeKeeper() {
    if (keeper != null) {
      keeper.wake();
    }
  }

  private WorkClaimer intake(
      TaskHandler<?, ?> handler, SharedPermits shared, Surroundings surroundings) {
    TaskType type = handler.type();
    Limits limits = surroundings.limitsOf(handler);
    FleetLimit fleet =
        limits.inFleet() == 0 ? FleetLimit.NONE : surroundings.fleetLimit(type, limits.inFleet());
    Permits permits = new Permits(handler instanceof Waits ? Waits.LIMIT : limits.here(), shared);
    RoomSettings settings = surroundings.room();
    TypeRoom room =
        new TypeRoom(
            type,
            engine.room(),
            new FairChoice(settings.weights()),
            fleet,
            settings.limit(),
            this::wakeKeeper);
    engine.meters().gauge("permits.free", permits::free, "type", type.value());
    engine.meters().gauge("permits.used", permits::used, "type", type.value());
    engine.meters().gauge("room.tasks", room::tasks, "type", type.value());
    engine
        .meters()
        .gauge(
            "room.oldest.seconds",
            () -> room.oldest(engine.clock().instant()).toSeconds(),
            "type",
            type.value());
    return new WorkClaimer(
        handler, engine.store(), engine.runner(), permits, fleet, room, engine.meters());
  }

  private LanePoller poller(WorkClaimer intake, Priority priority, Surroundings surroundings) {
    return new LanePoller(
        priority,
        intake,
        new WorkSource(
            Topics.work(surroundings.group(), intake.type(), priority),
            surroundings.consumer(intake.type(), priority, intake.pollSize())),
        engine.gate(),
        engine.types(),
        engine.deadLetters(),
        engine.meters());
  }

  /// Takes in nothing new: no task is taken over or started from the waiting room any more, and a
  /// poll that is under way is the last.
  public void cease(Duration patience) throws InterruptedException {
    pollers.forEach(LanePoller::stop);
    if (takeovers != null) {
      takeovers.stop();
      takeovers.awaitEnd(patience);
    }
    if (keeper != null) {
      keeper.stop();
      keeper.awaitEnd(patience);
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
