package dev.millrace.bench.node;

import static dev.millrace.bench.contender.Contender.Ability.BACKLOG;
import static dev.millrace.bench.contender.Contender.Ability.SUBMIT;

import dev.millrace.bench.contender.ChildContender;
import dev.millrace.bench.contender.Contender;
import dev.millrace.bench.contender.Contender.Ability;
import dev.millrace.bench.contender.Contender.Kind;
import dev.millrace.embedded.postgres.EmbeddedDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The queues of Node that are measured, in the order of their turns.
///
/// docs/bench/peers.md says where the settings come from.
public final class NodePeers {

  static final Set<Ability> ABILITIES = Set.of(SUBMIT, BACKLOG);

  private static final String GRAPHILE_WORKER = "graphile-worker";
  private static final String PG_BOSS = "pg-boss";

  private NodePeers() {}

  public static List<String> names() {
    return List.of(GRAPHILE_WORKER, PG_BOSS, BullMqContender.NAME);
  }

  public static List<Contender> all(EmbeddedDatabase database, Path folder, NodeTools tools) {
    return List.of(
        new ChildContender(
            new NodeChild(GRAPHILE_WORKER, List.of("graphile_worker._private_jobs"), tools),
            Kind.PEER,
            ABILITIES,
            Map.of(
                "version", version(GRAPHILE_WORKER, tools),
                "fetching", "localQueue of 500, 24 jobs at once, 25 connections",
                "completion", "batched, without a delay"),
            database,
            folder),
        new ChildContender(
            new NodeChild(PG_BOSS, List.of("pgboss.job"), tools),
            Kind.PEER,
            ABILITIES,
            Map.of(
                "version", version(PG_BOSS, tools),
                "fetching", "one worker, batches of 1,000, without priorities",
                "polling", "0.5 s, the shortest it accepts, and notifyWorker"),
            database,
            folder),
        new BullMqContender(folder, tools));
  }

  static String version(String library, NodeTools tools) {
    return tools.versionOfLibrary(library) + " on Node " + tools.versionOf("node");
  }
}
