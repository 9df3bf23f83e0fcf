package dev.millrace.bench.millrace;

import dev.millrace.bench.contender.Contender;
import dev.millrace.bench.contender.RunningContender;
import dev.millrace.bench.load.Profile;
import dev.millrace.bench.millrace.process.MillraceProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// The standalone Millrace, as `./millrace start` runs it: one process with its own Kafka and its
/// own PostgreSQL.
public final class MillraceContender implements Contender {

  private final Path jar;
  private final Path folder;
  private final AtomicInteger starts = new AtomicInteger();

  public MillraceContender(Path jar, Path folder) {
    this.jar = jar;
    this.folder = folder;
  }

  @Override
  public String name() {
    return "millrace";
  }

  @Override
  public Kind kind() {
    return Kind.MILLRACE;
  }

  @Override
  public Set<Ability> abilities() {
    return EnumSet.allOf(Ability.class);
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        "process", "standalone: three services, Kafka and PostgreSQL in one, heap 704 MB",
        "submit", "HTTP/1.1 from another process; bulk is NDJSON of 1,000",
        "visible", "GET /api/tasks/{id} with Prefer: wait, GET /api/tasks/stats");
  }

  @Override
  public Optional<String> obstacle() {
    return Files.isRegularFile(jar)
        ? Optional.empty()
        : Optional.of(jar + " is not built (mvn -pl deploy/standalone -am package)");
  }

  @Override
  public RunningContender start(Profile profile) throws Exception {
    var own = folder.resolve("millrace_" + starts.incrementAndGet());
    var process = MillraceProcess.start(jar, own, profile);
    try {
      return new RunningMillrace(process, own);
    } catch (Exception e) {
      process.close();
      throw e;
    }
  }
}
