package dev.millrace.systemtest.chaos;

import dev.millrace.systemtest.fleet.Fleet;
import dev.millrace.systemtest.fleet.Member;
import dev.millrace.systemtest.fleet.Role;
import dev.millrace.systemtest.fleet.Waiting;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/// Carries faults out, one after the other, and remembers which executors it killed when.
public final class Chaos {

  private static final Duration RELAY_RETURNS = Duration.ofSeconds(30);
  private static final Duration AFTERMATH = Duration.ofSeconds(20);

  private final Fleet fleet;
  private final Consumer<String> out;
  private final List<Outage> outages = Collections.synchronizedList(new ArrayList<>());
  private final List<Killed> killed = Collections.synchronizedList(new ArrayList<>());

  /// An executor that was killed.
  ///
  /// @param executor its id in that life
  public record Killed(String executor, Instant at) {}

  /// A time in which PostgreSQL was gone, for whatever reason, or Kafka.
  ///
  /// @param to a while after it was back, so that services are as well
  public record Outage(Instant from, Instant to) {}

  /// Makes one for a fleet.
  ///
  /// @param out told of each fault as it happens
  public Chaos(Fleet fleet, Consumer<String> out) {
    this.fleet = fleet;
    this.out = out;
  }

  /// Returns when the last fault is over. One that begins late does not shorten those after it.
  public void run(List<Strike> plan) {
    Instant begin = Instant.now();
    for (Strike strike : plan) {
      Waiting.pass(Duration.between(Instant.now(), begin.plus(strike.at())));
      out.accept(strike.toString());
      inflict(strike.fault());
    }
  }

  public List<Killed> killed() {
    return List.copyOf(killed);
  }

  public List<Outage> outages() {
    return List.copyOf(outages);
  }

  /// Does it, and returns when it is over.
  public void inflict(Fault fault) {
    Instant begin = Instant.now();
    carryOut(fault);
    boolean outage =
        switch (fault) {
          case Fault.Kill(Role role, int _) -> role == Role.DATABASE;
          case Fault.Gone _ -> true;
          case Fault.Terminate _, Fault.Freeze _, Fault.DropSlot _, Fault.RefuseWrites _ -> false;
        };
    if (outage) {
      outages.add(new Outage(begin, Instant.now().plus(AFTERMATH)));
    }
  }

  private void carryOut(Fault fault) {
    switch (fault) {
      case Fault.Kill(Role role, int number) -> kill(role, number);
      case Fault.Terminate(Role role, int number) -> fleet.member(role, number).terminate();
      case Fault.Freeze(Role role, int number, Duration lasts) -> {
        Member member = fleet.member(role, number);
        member.freeze();
        Waiting.pass(lasts);
        member.thaw();
      }
      case Fault.Gone(List<Role> roles, Duration lasts) -> {
        List<Member> members = roles.stream().flatMap(fleet::all).toList();
        members.forEach(Member::hold);
        Waiting.pass(lasts);
        members.forEach(Member::start);
      }
      case Fault.DropSlot(String slot) -> drop(slot);
      case Fault.RefuseWrites(Duration lasts) -> refuseWrites(lasts);
    }
  }

  private void kill(Role role, int number) {
    if (role == Role.EXECUTOR && fleet.member(role, number).isAlive()) {
      fleet.executorId(number).ifPresent(id -> killed.add(new Killed(id, Instant.now())));
    }
    fleet.member(role, number).kill();
  }

  /// The relay connects again at once, so the drop may come too late and is tried again.
  private void drop(String slot) {
    boolean done =
        Waiting.until(
            () -> {
              try {
                return fleet.database().dropSlot(slot);
              } catch (SQLException e) {
                return false;
              }
            },
            RELAY_RETURNS);
    if (!done) {
      out.accept("        (slot " + slot + " could not be dropped)");
    }
  }

  /// All brokers but the first are gone, which is one copy where a write must have two. A single
  /// broker stands still. No topic's settings are touched: Kafka forgets who may lead a partition
  /// when its least copies change, and after a kill of all brokers nobody would.
  private void refuseWrites(Duration lasts) {
    if (fleet.shape().brokers() == 1) {
      carryOut(new Fault.Freeze(Role.BROKER, 1, lasts));
      return;
    }
    List<Member> others = fleet.all(Role.BROKER).skip(1).toList();
    others.forEach(Member::hold);
    Waiting.pass(lasts);
    others.forEach(Member::start);
  }
}
