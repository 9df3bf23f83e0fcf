package dev.millrace.executor;

import static org.awaitility.Awaitility.await;

import dev.millrace.events.Fact;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.UserId;
import dev.millrace.executor.support.EngineDatabase;
import dev.millrace.executor.support.HandlerUnderTest;
import dev.millrace.executor.support.WorkTopic;
import dev.millrace.testinfra.Infra;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A run store, a work topic, and the engines that a test starts on them.
final class EngineFixture implements AutoCloseable {

  /// Generous: the machine may be busy with other builds.
  static final Duration PATIENCE = Duration.ofSeconds(60);

  /// A lease that runs out while a test waits for it.
  static final Map<String, Object> SHORT_LEASE =
      Map.of(
          "millrace.executor.lease", "1500ms",
          "millrace.executor.heartbeat", "200ms",
          "millrace.executor.grace", "2s");

  private final String bootstrapServers;
  private final EngineDatabase database;
  private final WorkTopic work;
  private final List<RunningEngine> engines = new ArrayList<>();

  EngineFixture(Infra infra) {
    bootstrapServers = infra.bootstrapServers();
    database = new EngineDatabase(infra.newDatabase("engine"));
    work = new WorkTopic(bootstrapServers);
  }

  EngineDatabase database() {
    return database;
  }

  /// Starts an engine and returns when it polls. It is closed with the fixture.
  RunningEngine start(Map<String, Object> settings, HandlerUnderTest... handlers) {
    RunningEngine engine = RunningEngine.start(bootstrapServers, database, settings, handlers);
    engines.add(engine);
    await().atMost(PATIENCE).until(engine::isWorking);
    return engine;
  }

  /// Sends tasks, numbered from 0, and returns when all are acknowledged.
  List<Fact> send(HandlerUnderTest handler, Priority priority, int count) throws Exception {
    return send(handler, priority, 0, count);
  }

  /// The same, numbered from `first`.
  List<Fact> send(HandlerUnderTest handler, Priority priority, int first, int count)
      throws Exception {
    List<Fact> requests = new ArrayList<>();
    for (int i = first; i < first + count; i++) {
      Fact request = WorkTopic.request(handler.type(), priority, "{\"number\":" + i + "}");
      requests.add(request);
      work.send(request);
    }
    work.flush();
    return requests;
  }

  /// Sends tasks of a user.
  List<Fact> send(String user, HandlerUnderTest handler, int count) throws Exception {
    List<Fact> requests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Fact request = WorkTopic.request(new UserId(user), handler.type(), "{\"number\":" + i + "}");
      requests.add(request);
      work.send(request);
    }
    work.flush();
    return requests;
  }

  /// How many tasks are in the waiting room.
  int waiting() {
    return database
        .client()
        .sql(
            """
            select count(*) from millrace_engine.run
            where state in ('retry', 'pending') and waiting_attempt is not null
            """)
        .query(Integer.class)
        .single();
  }

  /// How many tasks have completed.
  int completed() {
    return database
        .client()
        .sql("select count(*) from millrace_engine.run where state = 'completed'")
        .query(Integer.class)
        .single();
  }

  void awaitCompleted(int count) {
    await().atMost(PATIENCE).until(() -> completed() == count);
  }

  @Override
  public void close() {
    engines.forEach(RunningEngine::close);
    work.close();
    database.close();
  }
}
