package dev.millrace.bench.node;

import dev.millrace.bench.contender.ChildProcess;
import dev.millrace.bench.contender.Contender;
import dev.millrace.bench.contender.ProcessMemory;
import dev.millrace.bench.contender.Processes;
import dev.millrace.bench.contender.RunningContender;
import dev.millrace.bench.load.LoadRequest;
import dev.millrace.bench.load.Readings;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// BullMQ that runs. Its Redis stands where others have PostgreSQL.
record RunningBullMq(RedisServer redis, ChildProcess worker) implements RunningContender {

  @Override
  public Readings apply(LoadRequest request) throws Exception {
    return worker.apply(request);
  }

  @Override
  public Map<String, Long> memory() {
    return Map.of(
        "worker", ProcessMemory.of(worker.handle()),
        "postgres", ProcessMemory.of(redis.process().toHandle()));
  }

  @Override
  public Optional<Processes> processes() {
    return Optional.of(
        new Processes(
            worker.handle(), Optional.of(redis.process().toHandle()), Contender.Kind.PEER));
  }

  @Override
  public Recovery recover(int tasks, Duration each, Duration patience) {
    throw new UnsupportedOperationException("its recovery is not measured");
  }

  /// Nothing dead stays behind in Redis.
  @Override
  public void vacuum() {}

  @Override
  public DatabaseAccess database() {
    throw new UnsupportedOperationException("it has no database of PostgreSQL");
  }

  @Override
  public Optional<DatabaseAccess> walWriter() {
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    worker.close();
    redis.close();
  }
}
