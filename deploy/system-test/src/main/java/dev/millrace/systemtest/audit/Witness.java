package dev.millrace.systemtest.audit;

import dev.millrace.events.Fact;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.systemtest.fleet.Fleet;
import dev.millrace.systemtest.fleet.FleetDatabase;
import dev.millrace.systemtest.fleet.Waiting;
import dev.millrace.systemtest.load.Accepted;
import dev.millrace.systemtest.load.Load;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// Collects evidence from a running fleet.
public final class Witness {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Fleet fleet;
  private final List<FleetDatabase> databases;

  public Witness(Fleet fleet) {
    this(fleet, List.of(fleet.database()));
  }

  /// @param databases the databases of all groups of executors
  public Witness(Fleet fleet, List<FleetDatabase> databases) {
    this.fleet = fleet;
    this.databases = List.copyOf(databases);
  }

  /// Waits until everything a load was promised has ended as users see it, or patience does.
  public void awaitEnds(Load load, Duration patience) {
    Waiting.until(load::isDone, patience);
    Waiting.until(
        () -> {
          try {
            Collection<Accepted> promised = load.accepted();
            Map<TaskId, TaskStatus> shown = shown(promised);
            return promised.stream().allMatch(task -> shown.containsKey(task.id()))
                && shown.values().stream().allMatch(TaskStatus::isFinal);
          } catch (SQLException e) {
            // PostgreSQL is away: the next look is in a moment.
            return false;
          }
        },
        patience);
  }

  /// Reads everything about the promised tasks.
  public Evidence about(Collection<Accepted> accepted) {
    Set<TaskId> ids = accepted.stream().map(Accepted::id).collect(Collectors.toSet());
    List<Fact> log =
        EventLog.read(fleet.bootstrapServers(), PATIENCE).stream()
            .filter(fact -> ids.contains(fact.taskId()))
            .toList();
    try {
      return new Evidence(
          accepted,
          log,
          shown(accepted),
          effects().stream().filter(effect -> ids.contains(effect.task())).toList());
    } catch (SQLException e) {
      throw new IllegalStateException("the rows cannot be read", e);
    }
  }

  private Map<TaskId, TaskStatus> shown(Collection<Accepted> accepted) throws SQLException {
    Map<TaskId, TaskStatus> shown = new HashMap<>();
    Object[] ids = accepted.stream().map(task -> task.id().value()).distinct().toArray();
    try (var connection = fleet.database().projection();
        var query =
            connection.prepareStatement(
                "select task_id, status from task where task_id = any(?)")) {
      query.setArray(1, connection.createArrayOf("uuid", ids));
      try (var rows = query.executeQuery()) {
        while (rows.next()) {
          shown.put(new TaskId(rows.getObject(1, UUID.class)), TaskStatus.parse(rows.getString(2)));
        }
      }
    }
    return shown;
  }

  /// The rows of `ledger` tasks, in the order of writing in each group.
  public List<Effect> effects() throws SQLException {
    List<Effect> effects = new ArrayList<>();
    for (FleetDatabase database : databases) {
      effects.addAll(effects(database));
    }
    return effects;
  }

  private static List<Effect> effects(FleetDatabase database) throws SQLException {
    List<Effect> effects = new ArrayList<>();
    try (var connection = database.executor();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select task_id, step, writer, epoch, owner from system_test.effect order by id")) {
      while (rows.next()) {
        effects.add(
            new Effect(
                new TaskId(rows.getObject(1, UUID.class)),
                rows.getInt(2),
                rows.getString(3),
                rows.getInt(4),
                rows.getString(5)));
      }
    }
    return effects;
  }
}
