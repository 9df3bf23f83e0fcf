package dev.millrace.systemtest.fleet;

import dev.millrace.testinfra.TestIssuer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;

/// The command lines of a fleet's processes.
final class Commands {

  /// The executor's jobs bring JPA onto the class path of all; the others have no entities.
  private static final String WITHOUT_JPA =
      "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration,"
          + "org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration";

  private final Addresses addresses;
  private final Map<String, String> ofExecutors;
  private final String clusterId = Uuid.randomUuid().toString();

  Commands(Addresses addresses) {
    this(addresses, Map.of());
  }

  /// @param ofExecutors settings of executors beside the usual ones
  Commands(Addresses addresses, Map<String, String> ofExecutors) {
    this.addresses = addresses;
    this.ofExecutors = Map.copyOf(ofExecutors);
  }

  List<String> of(Role role, int number) {
    List<String> command = new ArrayList<>(java(role));
    command.addAll(
        switch (role) {
          case DATABASE ->
              List.of(
                  addresses.cluster().toString(),
                  String.valueOf(addresses.database()),
                  Addresses.binaries().toString());
          case BROKER -> broker(number);
          case EXECUTOR -> options(executor(number));
          case PROJECTION -> options(projection(number));
          case API -> options(api(number));
        });
    return command;
  }

  private static List<String> java(Role role) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx" + role.heapMegabytes() + "m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:+ExitOnOutOfMemoryError",
        "-Dfile.encoding=UTF-8",
        // Services are told so by Spring's own setting.
        role == Role.DATABASE || role == Role.BROKER
            ? "-Dlogback.configurationFile=fleet-logback.xml"
            : "-Dspring.main.banner-mode=off",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        System.getProperty("surefire.real.class.path", System.getProperty("java.class.path")),
        MemberMain.class.getName(),
        role.name());
  }

  private List<String> broker(int number) {
    return List.of(
        addresses.folder().resolve("kafka-" + number).toString(),
        String.valueOf(addresses.brokers().get(number - 1)),
        clusterId,
        String.valueOf(number),
        addresses.controllers().stream().map(String::valueOf).collect(Collectors.joining(",")));
  }

  private Map<String, String> executor(int number) {
    Map<String, String> properties = common(Role.EXECUTOR, number, FleetDatabase.EXECUTOR);
    properties.put("spring.datasource.hikari.maximum-pool-size", "10");
    properties.put("millrace.executor.topics.event-partitions", "4");
    properties.put("millrace.executor.topics.work-partitions", "2");
    properties.put("millrace.jobs.samples", String.valueOf(number == 1));
    properties.put("millrace.jobs.sleep.enabled", "true");
    properties.put("millrace.jobs.sleep.crash-allowed", "true");
    properties.put("millrace.system-test.identity", addresses.identity(number).toString());
    properties.putAll(ofExecutors);
    return properties;
  }

  private Map<String, String> projection(int number) {
    Map<String, String> properties = common(Role.PROJECTION, number, FleetDatabase.PROJECTION);
    properties.put("spring.autoconfigure.exclude", WITHOUT_JPA);
    return properties;
  }

  private Map<String, String> api(int number) {
    Map<String, String> properties = common(Role.API, number, FleetDatabase.API);
    properties.put("spring.autoconfigure.exclude", WITHOUT_JPA);
    properties.put("millrace.api.sweep.after", "20s");
    properties.put("millrace.api.projection.url", url(FleetDatabase.PROJECTION));
    properties.put("millrace.api.projection.username", FleetDatabase.READER);
    properties.put("millrace.api.projection.password", FleetDatabase.PASSWORD);
    return properties;
  }

  private Map<String, String> common(Role role, int number, String database) {
    Map<String, String> properties = new TreeMap<>();
    properties.put("server.port", String.valueOf(addresses.service(role, number)));
    properties.put("spring.datasource.url", url(database));
    properties.put("spring.datasource.username", FleetDatabase.SERVICE);
    properties.put("spring.datasource.password", FleetDatabase.PASSWORD);
    properties.put("spring.kafka.bootstrap-servers", addresses.bootstrapServers());
    properties.putAll(TestIssuer.settings());
    properties.put("logging.config", "classpath:fleet-logback.xml");
    return properties;
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + addresses.database() + "/" + database;
  }

  private static List<String> options(Map<String, String> properties) {
    return properties.entrySet().stream()
        .map(property -> "--" + property.getKey() + "=" + property.getValue())
        .toList();
  }
}
