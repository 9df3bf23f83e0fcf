package dev.millrace.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.systemtest.audit.Audit;
import dev.millrace.systemtest.audit.Evidence;
import dev.millrace.systemtest.audit.Witness;
import dev.millrace.systemtest.chaos.Fault;
import dev.millrace.systemtest.fleet.FleetDatabase;
import dev.millrace.systemtest.fleet.Role;
import dev.millrace.systemtest.fleet.SecondGroup;
import dev.millrace.systemtest.load.Accepted;
import dev.millrace.systemtest.load.LoadPlan;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// A second group of executors on a PostgreSQL of its own, on the same brokers: each guarantee is
/// judged over both, while executors of both are killed.
@OnAFleet
class TwoGroupsIT {

  private static final int OF_EACH = 30;
  private static final int STEPS = 4;
  private static final Set<TaskStatus> COMPLETES = EnumSet.of(TaskStatus.COMPLETED);
  private static final Set<TaskStatus> EITHER =
      EnumSet.of(TaskStatus.COMPLETED, TaskStatus.CANCELLED);

  private final Scene scene;

  TwoGroupsIT(Scene scene) {
    this.scene = scene;
  }

  @Test
  void everyGuaranteeHoldsOverTwoGroupsWhoseExecutorsAreKilled() throws SQLException {
    try (SecondGroup shop = scene.fleet().secondGroup(2)) {
      List<Accepted> tasks = new ArrayList<>();
      for (int i = 0; i < OF_EACH; i++) {
        for (String type : List.of("ledger", SecondGroup.TYPE)) {
          boolean cancelled = i % 3 == 0;
          TaskId id = scene.client().accepted(type, LoadPlan.ledger(STEPS, 100));
          tasks.add(new Accepted(id, cancelled ? EITHER : COMPLETES, STEPS));
          if (cancelled) {
            scene.client().cancel(id);
          }
          if (i % 3 == 1) {
            scene.client().pause(id);
          }
        }
      }
      scene.chaos().inflict(new Fault.Kill(Role.EXECUTOR, 2));
      shop.executor(1).kill();
      tasks.forEach(task -> scene.client().resume(task.id()));

      tasks.forEach(task -> scene.awaitStatus(task.id(), "completed", "cancelled"));
      var databases = List.of(scene.fleet().database(), shop.database());
      Evidence evidence = new Witness(scene.fleet(), databases).about(tasks);

      Scene.assertClean(Audit.judge(evidence));
      assertThat(types(shop.database())).containsExactly(SecondGroup.TYPE);
      assertThat(types(scene.fleet().database())).doesNotContain(SecondGroup.TYPE);
    }
  }

  /// The types of the tasks that a group's database has.
  private static Set<String> types(FleetDatabase database) throws SQLException {
    Set<String> types = new TreeSet<>();
    try (var connection = database.executor();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select distinct type from millrace_engine.run")) {
      while (rows.next()) {
        types.add(rows.getString(1));
      }
    }
    return types;
  }
}
