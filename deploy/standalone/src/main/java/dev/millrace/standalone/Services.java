package dev.millrace.standalone;

import dev.millrace.api.TaskApiApplication;
import dev.millrace.embedded.EmbeddedDatabase;
import dev.millrace.executor.app.TaskExecutorApplication;
import dev.millrace.projection.TaskProjectionApplication;
import dev.millrace.standalone.issuer.Issuer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The three services with the addresses they have in this process.
final class Services {

  /// The executor's jobs bring JPA onto the class path of all three; the others have no entities.
  private static final String WITHOUT_JPA =
      "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration,"
          + "org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration";

  /// Which part of the one heap a service's bounds are computed from; all together have all of it.
  private static final String HEAP = "millrace.http.heap-percent";

  private static final String API = "millrace_api";
  private static final String EXECUTOR = "millrace_executor";
  private static final String PROJECTION = "millrace_projection";

  /// The one look into another service's database: task-api reads the projection, and only reads.
  private static final String READER = "millrace_reader";

  private final StandaloneSettings settings;
  private final EmbeddedDatabase database;
  private final String bootstrapServers;
  private final String readerPassword;
  private final Issuer issuer;

  Services(
      StandaloneSettings settings, Path data, EmbeddedDatabase database, String bootstrapServers) {
    this.settings = settings;
    this.database = database;
    this.bootstrapServers = bootstrapServers;
    this.issuer = Issuer.of(data, settings.port());
    // Before the first migration of the projection, which grants the role what it may read.
    this.readerPassword = database.ensureRole(READER);
  }

  Service executor() {
    Map<String, String> properties = common(settings.executorPort(), EXECUTOR);
    properties.put(HEAP, "15");
    properties.put("millrace.jobs.samples", "true");
    properties.put("millrace.jobs.sleep.enabled", "true");
    return new Service(TaskExecutorApplication.class, "task-executor", properties);
  }

  Service projection() {
    Map<String, String> properties = common(settings.projectionPort(), PROJECTION);
    properties.put(HEAP, "10");
    properties.put("spring.autoconfigure.exclude", WITHOUT_JPA);
    return new Service(TaskProjectionApplication.class, "task-projection", properties);
  }

  Service api() {
    Map<String, String> properties = common(settings.port(), API);
    properties.put(HEAP, "75");
    properties.put("spring.autoconfigure.exclude", WITHOUT_JPA);
    properties.put("millrace.api.projection.url", database.jdbcUrl(PROJECTION));
    properties.put("millrace.api.projection.username", READER);
    properties.put("millrace.api.projection.password", readerPassword);
    return new Service(TaskApiApplication.class, "task-api", properties, issuer::addTo);
  }

  private Map<String, String> common(int port, String databaseName) {
    database.ensureDatabase(databaseName);
    Map<String, String> properties = new HashMap<>();
    properties.put("server.port", String.valueOf(port));
    properties.put("spring.datasource.url", database.jdbcUrl(databaseName));
    properties.put("spring.datasource.username", database.username());
    properties.put("spring.datasource.password", database.password());
    properties.put("spring.kafka.bootstrap-servers", bootstrapServers);
    properties.putAll(issuer.trust());
    return properties;
  }
}
