package dev.millrace.systemtest.fleet;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Where everything of one fleet is.
///
/// @param brokers ports for clients, node 1 first
/// @param controllers ports of the nodes' controllers
/// @param services HTTP ports of the other roles' members, number 1 first
record Addresses(
    Path folder,
    int database,
    List<Integer> brokers,
    List<Integer> controllers,
    Map<Role, List<Integer>> services) {

  static Addresses choose(Path folder, FleetShape shape) {
    FleetPorts ports = new FleetPorts();
    return new Addresses(
        folder,
        ports.next(),
        ports.next(shape.brokers()),
        ports.next(shape.brokers()),
        Map.of(
            Role.API, ports.next(shape.apis()),
            Role.EXECUTOR, ports.next(shape.executors()),
            Role.PROJECTION, ports.next(shape.projections())));
  }

  String bootstrapServers() {
    return brokers.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
  }

  Path cluster() {
    return folder.resolve("postgres");
  }

  /// Shared by all fleets of this user, so that PostgreSQL is unpacked once.
  static Path binaries() {
    return Path.of(
        System.getProperty("java.io.tmpdir"),
        "millrace-programs-" + System.getProperty("user.name"));
  }

  int service(Role role, int number) {
    return services.getOrDefault(role, List.of()).get(number - 1);
  }

  /// Where an executor writes which [dev.millrace.events.task.ExecutorId] it has in this life.
  Path identity(int executor) {
    return folder.resolve("executor-" + executor + ".id");
  }
}
