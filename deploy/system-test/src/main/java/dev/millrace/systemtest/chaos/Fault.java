package dev.millrace.systemtest.chaos;

import dev.millrace.systemtest.fleet.Role;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// One thing that goes wrong. A fault that lasts is over when it is repaired.
public sealed interface Fault {

  /// A process is killed with signal 9 and started again at once.
  record Kill(Role role, int number) implements Fault {
    @Override
    public String toString() {
      return "kill -9 " + role.word() + "-" + number;
    }
  }

  /// A process is asked to stop in order, and started again.
  record Terminate(Role role, int number) implements Fault {
    @Override
    public String toString() {
      return "kill -TERM " + role.word() + "-" + number;
    }
  }

  /// A process stands still, with every connection open.
  record Freeze(Role role, int number, Duration lasts) implements Fault {
    @Override
    public String toString() {
      return "freeze " + role.word() + "-" + number + " for " + lasts.toSeconds() + " s";
    }
  }

  /// All processes of these roles are gone.
  record Gone(List<Role> roles, Duration lasts) implements Fault {
    @Override
    public String toString() {
      return "no "
          + roles.stream().map(Role::word).collect(Collectors.joining(" and no "))
          + " for "
          + lasts.toSeconds()
          + " s";
    }
  }

  /// A relay's replication slot is dropped: what only it kept is lost.
  record DropSlot(String slot) implements Fault {
    @Override
    public String toString() {
      return "drop replication slot " + slot;
    }
  }

  /// Brokers answer and take no facts: fewer copies are there than a write must have.
  record RefuseWrites(Duration lasts) implements Fault {
    @Override
    public String toString() {
      return "brokers refuse writes for " + lasts.toSeconds() + " s";
    }
  }
}
