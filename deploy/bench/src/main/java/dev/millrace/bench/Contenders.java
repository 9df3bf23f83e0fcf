package dev.millrace.bench;

import static dev.millrace.bench.contender.Contender.Ability.BACKLOG;
import static dev.millrace.bench.contender.Contender.Ability.FIRST_MINUTE;
import static dev.millrace.bench.contender.Contender.Ability.HELD_RUN;
import static dev.millrace.bench.contender.Contender.Ability.HELD_TRANSACTION;
import static dev.millrace.bench.contender.Contender.Ability.IDLE;
import static dev.millrace.bench.contender.Contender.Ability.RECOVERY;
import static dev.millrace.bench.contender.Contender.Ability.SLEEP;
import static dev.millrace.bench.contender.Contender.Ability.STEADY;
import static dev.millrace.bench.contender.Contender.Ability.SUBMIT;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.millrace.bench.child.ChildSystem;
import dev.millrace.bench.contender.ChildContender;
import dev.millrace.bench.contender.Contender;
import dev.millrace.bench.contender.Contender.Ability;
import dev.millrace.bench.contender.Contender.Kind;
import dev.millrace.bench.contender.JavaChild;
import dev.millrace.bench.millrace.MillraceContender;
import dev.millrace.bench.node.NodePeers;
import dev.millrace.bench.node.NodeTools;
import dev.millrace.bench.node.SearchPath;
import dev.millrace.embedded.postgres.EmbeddedDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Who is measured, in the order of their turns.
///
/// The settings here are what the report prints; docs/bench/peers.md says where they come from.
final class Contenders {

  private static final Set<Ability> OF_A_PEER =
      Set.of(SUBMIT, SLEEP, BACKLOG, RECOVERY, HELD_TRANSACTION, FIRST_MINUTE, IDLE, STEADY);

  private static final Set<Ability> OF_THE_NEAREST_PEER =
      Stream.concat(OF_A_PEER.stream(), Stream.of(HELD_RUN)).collect(toUnmodifiableSet());

  private static final List<String> NAMES =
      List.of("millrace", "db-scheduler", "jobrunr", "quartz", "kafka-floor", "insert-floor");

  private Contenders() {}

  /// Those that the arguments give a choice of.
  static List<String> names(Arguments arguments) {
    return arguments.node() ? concat(NAMES, NodePeers.names()) : NAMES;
  }

  static List<Contender> of(Arguments arguments, EmbeddedDatabase database, Path folder)
      throws InterruptedException {
    var always = all(database, folder, arguments.jar());
    if (!arguments.node()) {
      return always;
    }
    var tools = NodeTools.install(SearchPath.ofThisProcess(), folder.resolve("npm.log"));
    return concat(always, NodePeers.all(database, folder, tools));
  }

  static List<Contender> all(EmbeddedDatabase database, Path folder, Path jar) {
    return List.of(
        new MillraceContender(jar, folder),
        new ChildContender(
            new JavaChild(ChildSystem.DB_SCHEDULER),
            Kind.PEER,
            OF_THE_NEAREST_PEER,
            Map.of(
                "polling", "lock-and-fetch 1.0/4.0, 100 ms, immediate execution",
                "threads", "50; 5,000 virtual for sleepers",
                "liveness", "heartbeat 1 s, 4 missed"),
            database,
            folder),
        new ChildContender(
            new JavaChild(ChildSystem.JOBRUNR),
            Kind.PEER,
            OF_A_PEER,
            Map.of(
                "polling", "5 s, the shortest it accepts, and when workers run dry",
                "workers", "50 virtual; 5,000 for sleepers",
                "liveness", "4 missed polls of 5 s"),
            database,
            folder),
        new ChildContender(
            new JavaChild(ChildSystem.QUARTZ),
            Kind.PEER,
            OF_A_PEER,
            Map.of(
                "store", "JobStoreTX, clustered, batches as large as the pool",
                "threads", "50; 5,000 for sleepers",
                "liveness", "check-in 1 s"),
            database,
            folder),
        new ChildContender(
            new JavaChild(ChildSystem.KAFKA_FLOOR),
            Kind.FLOOR,
            Set.of(SUBMIT, BACKLOG),
            Map.of(
                "producer", "acks=all, idempotent, linger 2 ms",
                "consumer", "one share consumer, 1,000 a poll, each poll acknowledged"),
            database,
            folder),
        new ChildContender(
            new JavaChild(ChildSystem.INSERT_FLOOR),
            Kind.FLOOR,
            Set.of(SUBMIT),
            Map.of("insert", "1,000 rows a statement and commit; single calls one row each"),
            database,
            folder));
  }

  private static <T> List<T> concat(List<T> first, List<T> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
