package dev.millrace.executor;

import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.TaskType;
import dev.millrace.executor.catalogue.TopicPlan;
import dev.millrace.executor.work.WorkPollers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The settings of an executor, `millrace.executor.*`.
///
/// @param group the executors that share this one's database: lower-case words joined by `-`, at
///   most 40 characters. Services with databases of their own on one Kafka need names of their own.
///   A database keeps the name that it has tasks of
/// @param finishes types that this executor runs for the tasks that its group has and does not
///   announce, such as those that have moved to another group; by their names
/// @param permits most tasks of all types that run at once in this executor
/// @param types limits of single types, by name: `<type>.permits` in this executor, and
///   `<type>.fleet-limit` in all executors together (0 is no limit; the same in every executor)
/// @param lease how long after the last heartbeat other executors wait before they take over
/// @param heartbeat how often the lease is renewed and progress is told; at most a third of it
/// @param grace how long handlers may go on to a checkpoint when the executor stops
/// @param interruptPatience how long a handler may ignore its interruption before it is abandoned
/// @param room how the waiting room is kept
/// @param topics how topics are made
@ConfigurationProperties("millrace.executor")
public record ExecutorSettings(
    @DefaultValue("millrace") String group,
    @DefaultValue List<String> finishes,
    @DefaultValue("8000") int permits,
    @DefaultValue Map<String, OfType> types,
    @DefaultValue("5s") Duration lease,
    @DefaultValue("1s") Duration heartbeat,
    @DefaultValue("20s") Duration grace,
    @DefaultValue("30s") Duration interruptPatience,
    @DefaultValue Room room,
    @DefaultValue Topics topics) {

  public ExecutorSettings {
    finishes = List.copyOf(finishes);
    types = Map.copyOf(types);
    requireName("group", () -> new ExecutorGroup(group));
    finishes.forEach(type -> requireName("finishes", () -> new TaskType(type)));
    require(permits >= 1, "permits", "at least 1", permits);
    types.forEach((type, settings) -> settings.check("types." + type));
    require(heartbeat.isPositive(), "heartbeat", "longer than nothing", heartbeat);
    require(
        lease.compareTo(heartbeat.multipliedBy(3)) >= 0,
        "lease",
        "at least three heartbeats of " + heartbeat,
        lease);
    require(!grace.isNegative(), "grace", "not negative", grace);
    require(
        interruptPatience.isPositive(),
        "interrupt-patience",
        "longer than nothing",
        interruptPatience);
  }

  /// The executors that share this one's database.
  ExecutorGroup owners() {
    return new ExecutorGroup(group);
  }

  /// Types that are run and not announced.
  Set<TaskType> finishedTypes() {
    return finishes.stream().map(TaskType::new).collect(Collectors.toUnmodifiableSet());
  }

  /// What tasks of a type may do here, whose policy says `fleetLimit`.
  WorkPollers.Limits limitsOf(TaskType type, int fleetLimit) {
    OfType settings = types.getOrDefault(type.value(), OfType.NONE);
    int fleet = settings.fleetLimit().orElse(fleetLimit);
    int here = Math.min(permits, settings.permits().orElse(permits));
    return new WorkPollers.Limits(fleet == 0 ? here : Math.min(here, fleet), fleet);
  }

  /// What tasks of one type may do.
  ///
  /// @param permits how many run at once in this executor; empty for as many as of all types
  /// @param fleetLimit how many run at once in all executors together, in the place of what the
  ///   type's policy says; 0 for no limit. It should be the same in all executors: each keeps to
  ///   its own.
  public record OfType(Optional<Integer> permits, Optional<Integer> fleetLimit) {

    static final OfType NONE = new OfType(Optional.empty(), Optional.empty());

    private void check(String name) {
      permits.ifPresent(limit -> require(limit >= 1, name + ".permits", "at least 1", limit));
      fleetLimit.ifPresent(limit -> require(limit >= 0, name + ".fleet-limit", "0 or more", limit));
    }
  }

  /// How tasks wait for a permit.
  ///
  /// @param limit tasks of one type that may wait in the database; beyond it they wait in the log,
  ///   in its order
  /// @param weights what users may have beside others, by their names, above 0; 1 for all others
  public record Room(
      @DefaultValue("1000000") int limit, @DefaultValue Map<String, Double> weights) {

    public Room {
      weights = Map.copyOf(weights);
      require(limit >= 1, "room.limit", "at least 1", limit);
      weights.forEach((user, weight) ->
          require(
              weight > 0 && weight <= 1_000,
              "room.weights." + user,
              "above 0, at most 1000",
              weight));
    }
  }

  /// How topics are made that do not exist yet.
  ///
  /// @param eventPartitions partitions of topics about all tasks
  /// @param workPartitions partitions of each work topic: a type has three topics. As long as there
  ///   are fewer executors than partitions, Kafka gives each partition to one executor alone, and
  ///   what waits there for a busy one waits in vain for an idle one; one partition is everybody's
  /// @param replicas copies of each partition; empty for the broker's default
  /// @param retention how long records are kept, whether or not somebody has read them
  public record Topics(
      @DefaultValue("8") int eventPartitions,
      @DefaultValue("1") int workPartitions,
      Optional<Short> replicas,
      @DefaultValue("30d") Duration retention) {

    public Topics {
      require(eventPartitions >= 1, "topics.event-partitions", "at least 1", eventPartitions);
      require(workPartitions >= 1, "topics.work-partitions", "at least 1", workPartitions);
    }

    TopicPlan plan() {
      return new TopicPlan(eventPartitions, workPartitions, replicas, retention);
    }
  }

  private static void requireName(String setting, Supplier<?> name) {
    try {
      Object _ = name.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("millrace.executor." + setting + ": " + e.getMessage(), e);
    }
  }

  private static void require(boolean holds, String setting, String rule, Object actual) {
    if (!holds) {
      throw new IllegalArgumentException(
          "millrace.executor." + setting + " must be " + rule + "; got " + actual);
    }
  }
}
