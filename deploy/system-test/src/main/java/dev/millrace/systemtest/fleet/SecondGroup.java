package dev.millrace.systemtest.fleet;

import dev.millrace.embedded.Folders;
import dev.millrace.events.Topics;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.kafka.NewestRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// A group of executors beside a fleet's own: their PostgreSQL and they are processes of their own
/// on the fleet's brokers, and what dies is started again. They offer [#TYPE] alone; all else that
/// they could run is the other group's.
public final class SecondGroup implements AutoCloseable {

  /// Its name.
  public static final String NAME = "shop";

  /// What it offers: `ledger` under a name of its own.
  public static final String TYPE = "ledger-shop";

  private static final Duration STARTUP = Duration.ofMinutes(5);
  private static final Set<String> NOT_RUN_HERE = Set.of("batch", "bulk-control", "ledger", TYPE);

  private final Addresses addresses;
  private final FleetDatabase database;
  private final List<Member> members = new ArrayList<>();
  private final ServiceHealth health = new ServiceHealth();
  private final Keeper keeper;

  private SecondGroup(Addresses addresses, Set<String> others) {
    this.addresses = addresses;
    this.database = new FleetDatabase(addresses.database(), addresses.cluster());
    var commands =
        new Commands(
            addresses,
            Map.of(
                "millrace.executor.group",
                NAME,
                "millrace.executor.finishes",
                String.join(",", others),
                "millrace.system-test.type",
                TYPE,
                "millrace.jobs.samples",
                "false"));
    members.add(
        new DatabaseMember(
            commands.of(Role.DATABASE, 1),
            addresses.folder().resolve("database-1.log"),
            addresses.cluster()));
    for (int number = 1; number <= executors(); number++) {
      members.add(
          new Member(
              Role.EXECUTOR,
              number,
              commands.of(Role.EXECUTOR, number),
              addresses.folder().resolve("executor-" + number + ".log")));
    }
    this.keeper = new Keeper(members);
  }

  static SecondGroup start(Addresses fleet, int executors) {
    try {
      Path folder = Files.createDirectories(fleet.folder().resolve("group-" + NAME));
      FleetPorts ports = new FleetPorts();
      var group =
          new SecondGroup(
              new Addresses(
                  folder,
                  ports.next(),
                  fleet.brokers(),
                  fleet.controllers(),
                  Map.of(Role.EXECUTOR, ports.next(executors))),
              typesOfOthers(fleet));
      Runtime.getRuntime().addShutdownHook(new Thread(group::close, "group-stop"));
      group.start();
      return group;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException("the database cannot be made", e);
    }
  }

  private static Set<String> typesOfOthers(Addresses fleet) {
    var records =
        new NewestRecords(
            Map.of("bootstrap.servers", fleet.bootstrapServers()),
            "second-group",
            Duration.ofSeconds(30));
    return records.of(List.of(Topics.TASK_TYPES)).stream()
        .map(line -> TaskCodec.readEntry(line.value()).type())
        .map(TaskType::value)
        .filter(type -> !NOT_RUN_HERE.contains(type))
        .collect(Collectors.toSet());
  }

  private void start() throws SQLException {
    members.getFirst().start();
    await("PostgreSQL", database::answers);
    database.prepare();
    // One first: the others find its tables and topics.
    executor(1).start();
    awaitUp(1);
    members.forEach(Member::start);
    keeper.start();
    for (int number = 2; number <= executors(); number++) {
      awaitUp(number);
    }
  }

  private void awaitUp(int number) {
    int port = addresses.service(Role.EXECUTOR, number);
    await("executor-" + number, () -> ServiceHealth.isUp(health.of(port)));
  }

  private void await(String what, BooleanSupplier condition) {
    if (!Waiting.until(condition, STARTUP)) {
      throw new IllegalStateException(
          what + " is not up after " + STARTUP + "; the logs are in " + addresses.folder());
    }
  }

  private int executors() {
    return addresses.services().getOrDefault(Role.EXECUTOR, List.of()).size();
  }

  public FleetDatabase database() {
    return database;
  }

  /// An executor by its number, from 1.
  public Member executor(int number) {
    return members.get(number);
  }

  @Override
  public void close() {
    keeper.close();
    members.reversed().forEach(Member::hold);
    try {
      Folders.delete(addresses.cluster());
    } catch (IOException e) {
      // The scratch folder is deleted with the build's; what is left in it harms nobody.
    }
  }
}
