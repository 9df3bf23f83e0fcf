package dev.millrace.systemtest.fleet;

import dev.millrace.api.TaskApiApplication;
import dev.millrace.embedded.kafka.EmbeddedKafka;
import dev.millrace.embedded.kafka.EmbeddedKafkaSettings;
import dev.millrace.embedded.kafka.KafkaCluster;
import dev.millrace.embedded.postgres.EmbeddedDatabase;
import dev.millrace.embedded.postgres.EmbeddedDatabaseSettings;
import dev.millrace.projection.TaskProjectionApplication;
import dev.millrace.systemtest.ledger.LedgerExecutor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;

/// The main class of every process of a fleet: the first argument is its [Role].
///
/// It ends when its standard input does, which is when the process that started it has gone,
/// however that went: no test leaves processes behind.
final class MemberMain {

  private MemberMain() {}

  public static void main(String[] arguments) {
    String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
    Runnable last =
        switch (Role.valueOf(arguments[0])) {
          case DATABASE -> database(rest);
          case BROKER -> broker(rest);
          case EXECUTOR -> service(() -> LedgerExecutor.run(rest));
          case PROJECTION -> service(() -> projection(rest));
          case API -> service(() -> TaskApiApplication.builder().run(rest));
        };
    awaitEndOfParent();
    last.run();
    Runtime.getRuntime().halt(1);
  }

  /// Arguments: folder, port, folder of PostgreSQL's programs.
  private static Runnable database(String[] arguments) {
    EmbeddedDatabase database =
        EmbeddedDatabase.start(
            new EmbeddedDatabaseSettings(
                Path.of(arguments[0]), Integer.parseInt(arguments[1]), Path.of(arguments[2])));
    return database::close;
  }

  /// Arguments: folder, port, cluster id, number of the node, controller ports with commas.
  private static Runnable broker(String[] arguments) {
    List<Integer> controllers =
        Arrays.stream(arguments[4].split(",", -1)).map(Integer::valueOf).toList();
    EmbeddedKafka kafka =
        EmbeddedKafka.start(
            new EmbeddedKafkaSettings(Path.of(arguments[0]), Integer.parseInt(arguments[1])),
            new KafkaCluster(arguments[2], Integer.parseInt(arguments[3]), controllers));
    Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "stop"));
    return () -> {};
  }

  private static void projection(String[] arguments) {
    new SpringApplicationBuilder(TaskProjectionApplication.class)
        .properties("spring.config.name=task-projection")
        .run(arguments);
  }

  private static Runnable service(Runnable start) {
    start.run();
    return () -> {};
  }

  private static void awaitEndOfParent() {
    try {
      while (System.in.read() >= 0) {
        // The parent says nothing; only the end matters.
      }
    } catch (IOException e) {
      // The pipe broke: the parent has gone.
    }
  }
}
