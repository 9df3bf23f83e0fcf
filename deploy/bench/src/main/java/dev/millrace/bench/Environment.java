package dev.millrace.bench;

import dev.millrace.bench.millrace.GeneratorLimit;
import dev.millrace.bench.workload.measure.Scale;
import dev.millrace.embedded.postgres.EmbeddedDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.utils.AppInfoParser;

/// What the figures depend on: the machine, the versions, the settings of the database, and how
/// much the load generator can do at most.
final class Environment {

  private static final String[] DURABILITY = {
    "fsync", "synchronous_commit", "full_page_writes", "wal_level", "shared_buffers", "max_wal_size"
  };

  private Environment() {}

  static Map<String, String> of(EmbeddedDatabase database, Scale scale) throws Exception {
    var facts = new LinkedHashMap<String, String>();
    facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    facts.put("load before the run", load());
    facts.put("java", System.getProperty("java.vm.version"));
    facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put("kafka", AppInfoParser.getVersion());
    facts.put("db-scheduler, jobrunr, quartz", versions());
    addDatabase(facts, database);
    facts.put("heap of each child", "1 GB");
    facts.put(
        "scale",
        scale.rounds() + " rounds, bulk " + scale.bulk() + ", " + scale.clients() + " clients");
    int calls = scale.singleCalls() * 2;
    facts.put(
        "generator alone, in process", rate(GeneratorLimit.inProcess(scale.clients(), calls)));
    facts.put(
        "generator alone, HTTP to a null server",
        rate(GeneratorLimit.http(scale.clients(), calls)));
    return facts;
  }

  private static void addDatabase(Map<String, String> facts, EmbeddedDatabase database)
      throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                database.jdbcUrl("postgres"), database.username(), database.password());
        var statement = connection.createStatement()) {
      facts.put("postgresql", connection.getMetaData().getDatabaseProductVersion());
      for (var name : DURABILITY) {
        try (var rows = statement.executeQuery("show " + name)) {
          rows.next();
          facts.put("postgresql " + name, rows.getString(1));
        }
      }
    }
  }

  private static String versions() throws IOException {
    try (var file = Environment.class.getResourceAsStream("versions.txt")) {
      return file == null
          ? "unknown"
          : new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }

  /// Other users of the machine make figures noisy: the reader should see them.
  private static String load() throws IOException {
    var file = Path.of("/proc/loadavg");
    return Files.isReadable(file) ? Files.readString(file).strip() : "unknown";
  }

  private static String rate(double callsPerSecond) {
    return String.format(Locale.ROOT, "%,.0f calls/s", callsPerSecond);
  }
}
