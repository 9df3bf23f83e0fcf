package dev.millrace.bench.contender;

import dev.millrace.bench.child.ChildSettings;
import dev.millrace.bench.load.Deadline;
import dev.millrace.bench.load.LoadRequest;
import dev.millrace.bench.load.Profile;
import dev.millrace.bench.load.Readings;
import dev.millrace.embedded.Folders;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/// A peer or a floor that runs, with a second worker while its first is killed.
final class RunningChild implements RunningContender {

  private final ChildProgram program;
  private final Profile profile;
  private final ChildSettings settings;
  private final ScratchDatabase database;
  private final ChildProcess worker;
  private final PostgresMemory postgres;

  RunningChild(
      ChildProgram program,
      Profile profile,
      ChildSettings settings,
      ScratchDatabase database,
      ChildProcess worker)
      throws SQLException, IOException {
    this.program = program;
    this.profile = profile;
    this.settings = settings;
    this.database = database;
    this.worker = worker;
    this.postgres = PostgresMemory.of(database());
  }

  @Override
  public Readings apply(LoadRequest request) throws Exception {
    return worker.apply(request);
  }

  @Override
  public Map<String, Long> memory() {
    return Map.of("worker", ProcessMemory.of(worker.handle()), "postgres", postgres.bytes());
  }

  @Override
  public Optional<Processes> processes() {
    return Optional.of(new Processes(worker.handle(), postgres.server(), Contender.Kind.PEER));
  }

  @Override
  public List<Store> stores() {
    return List.of(new Store(database(), program.tables()));
  }

  /// The survivor holds still until the tasks run on the other, so that all of them are that one's.
  @Override
  public Recovery recover(int tasks, Duration each, Duration patience) throws Exception {
    var deadline = new Deadline(patience);
    try (var survivor = ChildProcess.start(program, profile, settings);
        var ledger = new LedgerReader(database())) {
      survivor.tell("hold");
      worker.tell("submit " + tasks + " " + each.toMillis());
      if (ledger.awaitStarted(worker.handle().pid(), tasks, deadline) < tasks) {
        throw new TimeoutException(program.label() + " did not start all tasks to be killed");
      }
      survivor.tell("release");
      worker.kill();
      long killed = System.nanoTime();
      long again = ledger.awaitStarted(survivor.handle().pid(), tasks, deadline);
      double seconds = (System.nanoTime() - killed) / 1e9;
      long finished = ledger.awaitFinished(again, deadline);
      return new Recovery(seconds, tasks - finished, ledger.doubled());
    }
  }

  @Override
  public void vacuum() throws SQLException {
    Vacuum.run(database());
  }

  @Override
  public DatabaseAccess database() {
    return new DatabaseAccess(settings.url(), settings.user(), settings.password());
  }

  /// A kill is enough: what the worker stored goes with its database.
  @Override
  public void close() throws IOException {
    worker.close();
    database.close();
    Folders.delete(settings.folder().resolve("kafka"));
  }
}
