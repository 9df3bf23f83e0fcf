package dev.millrace.bench.node;

import dev.millrace.bench.child.ChildSettings;
import dev.millrace.bench.contender.ChildProcess;
import dev.millrace.bench.contender.Contender;
import dev.millrace.bench.contender.RunningContender;
import dev.millrace.bench.load.Profile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// BullMQ, each start on a Redis of its own.
///
/// @param folder where the logs and Redis's files go
record BullMqContender(Path folder, NodeTools tools) implements Contender {

  static final String NAME = "bullmq";

  private static final AtomicInteger STARTS = new AtomicInteger();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Kind kind() {
    return Kind.PEER;
  }

  @Override
  public Set<Ability> abilities() {
    return NodePeers.ABILITIES;
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        "version",
        NodePeers.version(NAME, tools),
        "store",
        "Redis "
            + tools.versionOf(RedisServer.PROGRAM)
            + ", appendonly yes, appendfsync always: an answer follows its fsync",
        "workers",
        "4, concurrency 100 each; finished jobs are deleted");
  }

  @Override
  public Optional<String> obstacle() {
    return tools.obstacle().or(() -> tools.path().missing(RedisServer.PROGRAM));
  }

  @Override
  public RunningContender start(Profile profile) throws Exception {
    var own = Files.createDirectories(folder.resolve(NAME + "_" + STARTS.incrementAndGet()));
    var redis = RedisServer.start(tools.program(RedisServer.PROGRAM), own);
    try {
      var access = new ChildSettings(redis.url(), RedisServer.USER, redis.password(), own);
      var program = new NodeChild(NAME, List.of(), tools);
      return new RunningBullMq(redis, ChildProcess.start(program, profile, access));
    } catch (Exception e) {
      redis.close();
      throw e;
    }
  }
}
