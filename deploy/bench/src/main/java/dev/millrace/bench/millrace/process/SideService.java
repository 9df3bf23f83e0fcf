package dev.millrace.bench.millrace.process;

import java.util.Map;

/// One more service beside a standalone, on its Kafka and its PostgreSQL, in a process of its own.
///
/// It runs from the standalone's program file, so it is the same program.
///
/// @param application its Spring Boot application class
/// @param configuration the name of its configuration file, without ending
/// @param database that it works on
/// @param properties that differ from what it has by itself
public record SideService(
    String application, String configuration, String database, Map<String, String> properties) {

  public static SideService executor() {
    return new SideService(
        "dev.millrace.executor.app.TaskExecutorApplication",
        "task-executor",
        StoredTasks.EXECUTOR,
        Map.of("millrace.jobs.sleep.enabled", "true"));
  }

  /// A projection that reads the log from its beginning into a database of its own.
  public static SideService projection(String database) {
    return new SideService(
        "dev.millrace.projection.TaskProjectionApplication",
        "task-projection",
        database,
        Map.of(
            "millrace.projection.log.group",
            database,
            "millrace.projection.dead-letters.group",
            database + "-dead-letters",
            // The executor's jobs bring JPA onto the class path.
            "spring.autoconfigure.exclude",
            "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration,"
                + "org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration"));
  }

  /// One that runs. Closing it stops it in order.
  public record Running(JavaProcess process) implements AutoCloseable {

    @Override
    public void close() {
      process.stop();
    }
  }
}
