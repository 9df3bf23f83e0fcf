package dev.millrace.bench.millrace;

import dev.millrace.bench.contender.Contender;
import dev.millrace.bench.contender.LiveHeap;
import dev.millrace.bench.contender.PostgresMemory;
import dev.millrace.bench.contender.ProcessMemory;
import dev.millrace.bench.contender.Processes;
import dev.millrace.bench.contender.RunningContender;
import dev.millrace.bench.contender.Store;
import dev.millrace.bench.contender.Vacuum;
import dev.millrace.bench.load.Deadline;
import dev.millrace.bench.load.Load;
import dev.millrace.bench.load.LoadRequest;
import dev.millrace.bench.load.Readings;
import dev.millrace.bench.load.Ticks;
import dev.millrace.bench.load.Work;
import dev.millrace.bench.millrace.process.MillraceHttp;
import dev.millrace.bench.millrace.process.MillraceProcess;
import dev.millrace.bench.millrace.process.SideService;
import dev.millrace.bench.millrace.process.StoredTasks;
import dev.millrace.bench.millrace.process.StreamReaders;
import dev.millrace.embedded.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A standalone Millrace under load. The load runs in this JVM and goes through HTTP.
public final class RunningMillrace implements RunningContender {

  private static final LoadRequest ONE_TASK =
      new LoadRequest.Bulk(1, Work.NOTHING, Duration.ofMinutes(1));

  private final MillraceProcess process;
  private final MillraceHttp http;
  private final MillraceTarget target;
  private final Path folder;
  private final PostgresMemory postgres;
  private final Startup startup;

  public RunningMillrace(MillraceProcess process, Path folder) throws Exception {
    this.process = process;
    this.folder = folder;
    this.http = process.http();
    this.target = new MillraceTarget(http, process.operatorHttp());
    this.postgres = PostgresMemory.of(database());
    this.startup = new Startup(process.untilAnswer(), memory());
  }

  /// A contender as what it must be for a workload that only Millrace has.
  public static RunningMillrace of(RunningContender contender) {
    if (contender instanceof RunningMillrace millrace) {
      return millrace;
    }
    throw new IllegalArgumentException("only Millrace can do this");
  }

  /// How it came up, from an empty folder.
  ///
  /// @param untilAnswer from the start of the process to its first answer
  /// @param memory of each process then
  public record Startup(Duration untilAnswer, Map<String, Long> memory) {}

  public Startup startup() {
    return startup;
  }

  /// What its user reads.
  public MillraceReads reads() throws Exception {
    return new MillraceReads(http, stored());
  }

  /// Puts so many finished tasks more into its tables, as copies of real ones.
  public void addFinished(long tasks, Duration patience) throws Exception {
    if (tasks == 0) {
      return;
    }
    var deadline = new Deadline(patience);
    var stored = stored();
    long before = target.finished();
    new Multiplication(stored, () -> apply(ONE_TASK)).run(tasks, deadline);
    target.addFinishedElsewhere(tasks);
    stored.settle();
    long counted = target.finished() - before;
    long there = stored.finished();
    if (counted < tasks || target.finished() != there) {
      throw new IllegalStateException(
          "of " + tasks + " copies " + counted + " are counted, and " + there + " are there");
    }
  }

  /// Puts ended runs into the executor's table that become old enough to go, so many a second, from
  /// now on.
  public void addOldRuns(double perSecond, Duration time, Duration patience) throws Exception {
    var stored = stored();
    var multiplication = new Multiplication(stored, () -> apply(ONE_TASK));
    new OldRuns(stored, multiplication).add(perSecond, time, new Deadline(patience));
    stored.settle();
  }

  @Override
  public Readings apply(LoadRequest request) throws Exception {
    return new Load(target).apply(request);
  }

  @Override
  public Map<String, Long> memory() {
    return Map.of("worker", ProcessMemory.of(process.handle()), "postgres", postgres.bytes());
  }

  @Override
  public Optional<Processes> processes() {
    return Optional.of(new Processes(process.handle(), postgres.server(), Contender.Kind.MILLRACE));
  }

  @Override
  public List<Store> stores() {
    return List.of(
        new Store(database(StoredTasks.API), List.of("request")),
        new Store(database(StoredTasks.EXECUTOR), List.of("millrace_engine.run")),
        new Store(database(StoredTasks.PROJECTION), List.of("task", "task_facts")));
  }

  /// Kills an executor that runs beside its own.
  @Override
  public Recovery recover(int tasks, Duration each, Duration patience) throws Exception {
    return killing().ofExecutor(tasks, each, patience);
  }

  /// Kills all of it and starts it again at once.
  public Recovery recoverFromNothing(int tasks, Duration each, Duration patience) throws Exception {
    return killing().ofStandalone(tasks, each, patience);
  }

  private Killing killing() {
    return new Killing(process, target, stored());
  }

  /// Has another projection read the whole log again, from a cold start into an empty database.
  ///
  /// @return facts a second, from the first that it has stored to the last
  public double fold(Duration patience) throws Exception {
    return new FoldingAgain(process, stored()).run(new Deadline(patience));
  }

  /// Starts an executor beside its own, and returns when it is ready. Closing stops it.
  public AutoCloseable startExecutor(int number) throws Exception {
    return process.startBeside(SideService.executor(), "executor-" + number);
  }

  /// Puts so many monsters into the executor's table, beside the samples.
  public void addMonsters(int count) throws Exception {
    var lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines.append(
          """
          {"name":"bench-%d","element":"fire","baseOffense":%d,"baseSurvive":70,"baseControl":60,\
          "baseTempo":50,"basePp":40,"skills":[{"name":"Ember","kind":"attack","power":40,\
          "description":"Burns the foe."}],"tags":["bench"]}
          """
              .formatted(i, 20 + i % 100));
    }
    try (var executor = process.executorHttp()) {
      executor.put("/api/monsters", "application/x-ndjson", lines.toString());
    }
  }

  /// One call and its result, for workloads that only Millrace has.
  public JsonNode run(String path, String parameters, Duration patience) throws Exception {
    var task = http.post(path, "application/json", parameters);
    var id = task.path("id").asString();
    target.awaitFinished(id, patience);
    return http.get("/api/tasks/" + id);
  }

  /// Clients that have no stream yet.
  public StreamReaders readers() throws IOException {
    return process.readers();
  }

  /// Opens so many streams of a user who has no task.
  public StreamReaders openIdleStreams(int streams) throws Exception {
    var token = process.token("onlooker");
    var readers = readers();
    for (int i = 0; i < streams; i++) {
      readers.open("/api/tasks/stream", token);
    }
    return readers;
  }

  /// Submits tasks of a second by the clock, and opens a stream for each.
  public void submitAndWatch(int tasks, int perSecond, StreamReaders readers) throws Exception {
    Ticks.measure(
        tasks,
        perSecond,
        _ -> {
          var id = target.submitOne(Work.sleeping(Duration.ofSeconds(1)));
          readers.open("/api/tasks/" + id + "/stream", process.userToken());
        });
  }

  /// Processor time that its own process has used.
  public Duration cpu() {
    return process.handle().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  public long heapInUse() throws Exception {
    return LiveHeap.of(process.handle());
  }

  @Override
  public void vacuum() throws SQLException {
    Vacuum.run(database());
  }

  @Override
  public DatabaseAccess database() {
    return database("postgres");
  }

  private StoredTasks stored() {
    return new StoredTasks(this::database);
  }

  private DatabaseAccess database(String name) {
    try {
      return new DatabaseAccess(
          "jdbc:postgresql://127.0.0.1:" + process.postgresPort() + "/" + name,
          "postgres",
          process.postgresPassword());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    target.close();
    process.close();
    Folders.delete(folder.resolve("data"));
  }
}
