package dev.millrace.bench.contender;

import dev.millrace.bench.child.ChildSettings;
import dev.millrace.bench.load.Profile;
import dev.millrace.embedded.postgres.EmbeddedDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// A peer or a floor in a child process, each start on a database of its own.
///
/// @param database the server that all of them share
/// @param folder where their logs and files go
public record ChildContender(
    ChildProgram program,
    Kind kind,
    Set<Ability> abilities,
    Map<String, String> settings,
    EmbeddedDatabase database,
    Path folder)
    implements Contender {

  private static final AtomicInteger STARTS = new AtomicInteger();

  @Override
  public String name() {
    return program.label();
  }

  @Override
  public Optional<String> obstacle() {
    return program.obstacle();
  }

  @Override
  public RunningContender start(Profile profile) throws Exception {
    var run = name().replace('-', '_') + "_" + STARTS.incrementAndGet();
    database.ensureDatabase(run);
    var own = Files.createDirectories(folder.resolve(run));
    var access =
        new ChildSettings(database.jdbcUrl(run), database.username(), database.password(), own);
    var worker = ChildProcess.start(program, profile, access);
    try {
      return new RunningChild(program, profile, access, new ScratchDatabase(database, run), worker);
    } catch (Exception e) {
      worker.close();
      throw e;
    }
  }
}
