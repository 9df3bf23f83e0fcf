package dev.millrace.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.systemtest.audit.Audit;
import dev.millrace.systemtest.audit.Evidence;
import dev.millrace.systemtest.audit.Verdict;
import dev.millrace.systemtest.audit.Witness;
import dev.millrace.systemtest.chaos.Chaos;
import dev.millrace.systemtest.fleet.Fleet;
import dev.millrace.systemtest.fleet.Role;
import dev.millrace.systemtest.load.Accepted;
import dev.millrace.systemtest.load.Load;
import dev.millrace.systemtest.load.LoadPlan;
import dev.millrace.systemtest.load.MillraceClient;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/// What a guarantee is tried with: the fleet, its clients, what goes wrong, and the judge.
final class Scene {

  /// Spent only where something is wrong: it holds a restart of every process on a busy machine.
  static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Fleet fleet;
  private final MillraceClient client;
  private final Chaos chaos;
  private final Witness witness;

  Scene(Fleet fleet) {
    this.fleet = fleet;
    this.client = new MillraceClient(fleet.ports(Role.API));
    this.chaos = new Chaos(fleet, Scene::say);
    this.witness = new Witness(fleet);
  }

  Fleet fleet() {
    return fleet;
  }

  MillraceClient client() {
    return client;
  }

  Chaos chaos() {
    return chaos;
  }

  Witness witness() {
    return witness;
  }

  Load load() {
    return new Load(client);
  }

  /// Returns when so many of a load's tasks were accepted, or the load has made all its calls.
  void awaitAccepted(Load load, int count) {
    await(count + " accepted").until(() -> load.accepted().size() >= count || load.isDone());
  }

  /// Submits tasks that write a row a step.
  List<Accepted> ledgers(int count, int steps, int millis) {
    return Stream.generate(() -> client.accepted("ledger", LoadPlan.ledger(steps, millis)))
        .limit(count)
        .map(id -> new Accepted(id, Set.of(TaskStatus.COMPLETED), steps))
        .toList();
  }

  static ConditionFactory await(String what) {
    return Awaitility.await(what)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions();
  }

  void awaitStatus(TaskId id, String... statuses) {
    await(id + " " + List.of(statuses))
        .until(() -> List.of(statuses).contains(client.task(id).path("status").asString()));
  }

  /// Waits until each task has written a row at least: it is in the middle of its work.
  void awaitFirstRows(Collection<Accepted> tasks) {
    await("rows of every task")
        .until(() -> {
          Set<TaskId> seen = new HashSet<>();
          witness.effects().forEach(effect -> seen.add(effect.task()));
          return tasks.stream().allMatch(task -> seen.contains(task.id()));
        });
  }

  long rows(TaskId id) throws SQLException {
    return witness.effects().stream().filter(effect -> effect.task().equals(id)).count();
  }

  /// Waits for the ends of what the load was promised and judges everything about it.
  Verdict judge(Load load) {
    witness.awaitEnds(load, PATIENCE);
    return Audit.judge(witness.about(load.accepted()));
  }

  /// The same for single tasks.
  Evidence evidence(Collection<Accepted> accepted) {
    accepted.forEach(task -> awaitStatus(task.id(), "completed", "failed", "cancelled", "timeout"));
    return witness.about(accepted);
  }

  static void assertClean(Verdict verdict) {
    say(
        "%d accepted, ended %s, %d rows"
            .formatted(verdict.accepted(), verdict.ends(), verdict.effects()));
    assertThat(verdict.problems()).isEmpty();
  }

  static void say(String text) {
    System.out.println(text);
  }
}
