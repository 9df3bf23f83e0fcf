package dev.millrace.systemtest.chaos;

import dev.millrace.systemtest.fleet.FleetShape;
import dev.millrace.systemtest.fleet.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Which faults come when: the same for the same seed, length and shape.
public final class ChaosPlan {

  /// How hard a run is.
  ///
  /// @param outage how long servers are gone
  /// @param freeze how long a process stands still; longer than a lease
  /// @param shortestGap between the end of a fault and the next one
  /// @param longestGap the same
  public record Pace(Duration outage, Duration freeze, Duration shortestGap, Duration longestGap) {

    /// The pace of a run of minutes: servers are gone for one, processes stand still for half.
    public static final Pace SOAK =
        new Pace(
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Duration.ofSeconds(8),
            Duration.ofSeconds(20));
  }

  private final Random random;
  private final FleetShape shape;
  private final Pace pace;

  private ChaosPlan(long seed, FleetShape shape, Pace pace) {
    this.random = new Random(seed);
    this.shape = shape;
    this.pace = pace;
  }

  /// Draws a plan.
  ///
  /// @param length no fault begins after it; those that last may end later
  public static List<Strike> of(long seed, Duration length, FleetShape shape, Pace pace) {
    return new ChaosPlan(seed, shape, pace).strikes(length);
  }

  private List<Strike> strikes(Duration length) {
    List<Strike> strikes = new ArrayList<>();
    Duration at = gap();
    while (at.compareTo(length) < 0) {
      Fault fault = fault();
      strikes.add(new Strike(at, fault));
      at = at.plus(lasts(fault)).plus(gap());
    }
    return strikes;
  }

  private Duration gap() {
    long least = pace.shortestGap().toMillis();
    return Duration.ofMillis(least + random.nextLong(pace.longestGap().toMillis() - least + 1));
  }

  private Fault fault() {
    int dice = random.nextInt(100);
    if (dice < 30) {
      return new Fault.Kill(Role.EXECUTOR, one(Role.EXECUTOR));
    }
    if (dice < 42) {
      return new Fault.Kill(Role.API, one(Role.API));
    }
    if (dice < 50) {
      return new Fault.Kill(Role.PROJECTION, one(Role.PROJECTION));
    }
    if (dice < 60) {
      return new Fault.Kill(Role.BROKER, one(Role.BROKER));
    }
    if (dice < 68) {
      return new Fault.Kill(Role.DATABASE, 1);
    }
    if (dice < 76) {
      return new Fault.Terminate(Role.EXECUTOR, one(Role.EXECUTOR));
    }
    if (dice < 84) {
      return new Fault.Freeze(Role.EXECUTOR, one(Role.EXECUTOR), pace.freeze());
    }
    if (dice < 92) {
      return new Fault.DropSlot(random.nextBoolean() ? "millrace_api" : "millrace_executor");
    }
    if (dice < 94) {
      return new Fault.RefuseWrites(pace.freeze());
    }
    List<List<Role>> servers =
        List.of(List.of(Role.DATABASE), List.of(Role.BROKER), List.of(Role.DATABASE, Role.BROKER));
    return new Fault.Gone(servers.get((dice - 94) / 2), pace.outage());
  }

  private int one(Role role) {
    int members =
        switch (role) {
          case DATABASE -> 1;
          case BROKER -> shape.brokers();
          case API -> shape.apis();
          case EXECUTOR -> shape.executors();
          case PROJECTION -> shape.projections();
        };
    return 1 + random.nextInt(members);
  }

  private static Duration lasts(Fault fault) {
    return switch (fault) {
      case Fault.Freeze freeze -> freeze.lasts();
      case Fault.Gone gone -> gone.lasts();
      case Fault.RefuseWrites refuse -> refuse.lasts();
      case Fault.Kill _, Fault.Terminate _, Fault.DropSlot _ -> Duration.ZERO;
    };
  }
}
