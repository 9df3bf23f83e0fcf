package dev.millrace.systemtest.fleet;

import dev.millrace.embedded.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// All processes of one Millrace on this machine, its ports and its data.
///
/// Processes that die are started again unless they are held down. Everything ends with this
/// process and the data is deleted; the logs stay in the folder.
public final class Fleet implements AutoCloseable {

  private static final Duration STARTUP = Duration.ofMinutes(5);

  private final FleetShape shape;
  private final Addresses addresses;
  private final FleetDatabase database;
  private final ServiceHealth health = new ServiceHealth();
  private final List<Member> members = new ArrayList<>();
  private final Keeper keeper;

  private Fleet(FleetShape shape, Addresses addresses) {
    this.shape = shape;
    this.addresses = addresses;
    this.database = new FleetDatabase(addresses.database(), addresses.cluster());
    Commands commands = new Commands(addresses);
    for (Role role : Role.values()) {
      for (int number = 1; number <= shape.of(role); number++) {
        Path log = addresses.folder().resolve(role.word() + "-" + number + ".log");
        List<String> command = commands.of(role, number);
        members.add(
            role == Role.DATABASE
                ? new DatabaseMember(command, log, addresses.cluster())
                : new Member(role, number, command, log));
      }
    }
    this.keeper = new Keeper(members);
  }

  /// Starts everything and returns when all of it works.
  ///
  /// @param folder for data and logs; made when it is not there
  public static Fleet start(Path folder, FleetShape shape) {
    try {
      Fleet fleet = new Fleet(shape, Addresses.choose(Files.createDirectories(folder), shape));
      Runtime.getRuntime().addShutdownHook(new Thread(fleet::close, "fleet-stop"));
      fleet.start();
      return fleet;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException("the databases cannot be made", e);
    }
  }

  private void start() throws SQLException {
    // Brokers need no database and take as long to start.
    all(Role.DATABASE).forEach(Member::start);
    all(Role.BROKER).forEach(Member::start);
    awaitStart("PostgreSQL", database::answers);
    database.prepare();
    // One of each kind first: the others find its tables and topics.
    awaitStart("Kafka", this::brokersListen);
    member(Role.EXECUTOR, 1).start();
    member(Role.PROJECTION, 1).start();
    member(Role.API, 1).start();
    awaitStart("the first executor", () -> isUp(Role.EXECUTOR, 1));
    members.forEach(Member::start);
    keeper.start();
    awaitHealthy();
  }

  /// Starts a second group of executors on this fleet's brokers, with a PostgreSQL of its own.
  public SecondGroup secondGroup(int executors) {
    return SecondGroup.start(addresses, executors);
  }

  public FleetShape shape() {
    return shape;
  }

  public FleetDatabase database() {
    return database;
  }

  public String bootstrapServers() {
    return addresses.bootstrapServers();
  }

  /// The HTTP ports of a role's members, number 1 first.
  public List<Integer> ports(Role role) {
    return addresses.services().getOrDefault(role, List.of());
  }

  /// A member by its number, from 1.
  public Member member(Role role, int number) {
    return all(role).skip(number - 1L).findFirst().orElseThrow();
  }

  public Stream<Member> all(Role role) {
    return members.stream().filter(member -> member.role() == role);
  }

  /// What a service's health endpoint says now.
  public String health(Role role, int number) {
    return health.of(addresses.service(role, number));
  }

  public boolean isUp(Role role, int number) {
    return ServiceHealth.isUp(health(role, number));
  }

  /// The id under which an executor works in its present life; empty before it has one.
  public Optional<String> executorId(int number) {
    try {
      Path file = addresses.identity(number);
      return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns when every service says that nothing is wrong.
  public void awaitHealthy() {
    for (Role role : List.of(Role.EXECUTOR, Role.PROJECTION, Role.API)) {
      for (int number = 1; number <= shape.of(role); number++) {
        int one = number;
        await(role.word() + "-" + number, () -> isUp(role, one));
      }
    }
  }

  private boolean brokersListen() {
    return addresses.brokers().stream().allMatch(Fleet::accepts);
  }

  private static boolean accepts(int port) {
    try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /// Whoever dies at its start would be waited for in vain; later on a [Keeper] starts it again.
  private void requireAlive() {
    for (Member member : members) {
      if (member.lives() == 1 && member.isWanted() && !member.isAlive()) {
        throw new IllegalStateException(member.name() + " ended at its start: " + member.log());
      }
    }
  }

  private void awaitStart(String what, BooleanSupplier condition) {
    await(
        what,
        () -> {
          requireAlive();
          return condition.getAsBoolean();
        });
  }

  private void await(String what, BooleanSupplier condition) {
    if (!Waiting.until(condition, STARTUP)) {
      throw new IllegalStateException(
          what + " is not up after " + STARTUP + "; the logs are in " + addresses.folder());
    }
  }

  @Override
  public void close() {
    keeper.close();
    // The database last, so that nothing waits for it.
    members.reversed().forEach(Member::hold);
    try (Stream<Path> folders = Files.list(addresses.folder())) {
      for (Path data : folders.filter(Files::isDirectory).toList()) {
        Folders.delete(data);
      }
    } catch (IOException e) {
      // The scratch folder is deleted with the build's; what is left in it harms nobody.
    }
  }

  /// The numbers of a role's members.
  public IntStream numbers(Role role) {
    return IntStream.rangeClosed(1, shape.of(role));
  }
}
