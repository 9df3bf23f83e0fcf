package dev.millrace.api.quota;

import dev.millrace.access.Caller;
import dev.millrace.events.task.UserId;
import io.github.bucket4j.TimeMeter;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.function.IntSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Judges calls by their user's quotas, and tells the user how much is left; see [Quota].
///
/// A submission is judged twice: before its body is read, as one task and as many bytes as it says
/// it has, and when its tasks are known. Operators have no quota: whoever may control everybody's
/// tasks is not held back by a number.
public final class Quotas {

  /// As many are read and judged in the time in which one is made, stored, announced and run.
  private static final int JUDGED_FOR_ONE_MADE = 10;

  private final Quota.Rate submissions;
  private final Quota.Rate bytes;
  private final Quota.Rate controls;
  private final Quota.Rate estimates;
  private final Quota.Rate reads;
  private final Quota.Counted active;
  private final Quota.Counted stored;

  Quotas(QuotaSettings settings, JdbcClient database, Clock clock, IntSupplier instances) {
    var rates = new Rates(instances);
    submissions =
        rates.of("submissions", settings.submissionsPerMinute(), settings.submissionsAtOnce(), "");
    bytes = rates.of("bytes", settings.bytesPerMinute().toBytes(), ";qu=\"content-bytes\"");
    controls = rates.of("controls", settings.controlsPerMinute(), "");
    estimates = rates.of("estimates", settings.estimatesPerMinute(), "");
    reads = rates.of("reads", settings.readsPerMinute(), "");
    active =
        Quota.Counted.of(
            "active-tasks",
            settings.activeTasks(),
            "",
            new CountedQuota(
                settings.activeTasks(),
                settings.recount(),
                new ActiveCount(database, settings.activeTasks()),
                clock,
                instances));
    long mostStored = settings.storedBytes().toBytes();
    stored =
        Quota.Counted.of(
            "stored-bytes",
            mostStored,
            ";qu=\"content-bytes\"",
            new CountedQuota(
                mostStored, settings.recount(), new StoredBytes(database), clock, instances));
  }

  /// Lets a submission in whose body was not read.
  ///
  /// @param length of the body, as far as it is known
  /// @throws ProblemException when one of the quotas has no room for the least that it can be
  void knock(Caller caller, long length, HttpServletResponse response) {
    if (caller instanceof Caller.User(UserId user)) {
      submissions.take(user, 1, response);
      bytes.take(user, length, response);
      active.look(user, 1, response);
      stored.look(user, length, response);
    }
  }

  /// Counts bytes that came without having been announced.
  void owe(Caller caller, long unannounced) {
    if (caller instanceof Caller.User(UserId user)) {
      bytes.owe(user, unannounced);
    }
  }

  /// Lets so many tasks in, all or none, of which one was let in before the body was read.
  ///
  /// @param storedBytes what will be stored of them
  /// @throws ProblemException when they are more than one of the quotas has left
  public void admit(Caller caller, int tasks, long storedBytes, HttpServletResponse response) {
    if (caller instanceof Caller.User(UserId user)) {
      submissions.take(user, Math.max(0, tasks - 1), tasks / JUDGED_FOR_ONE_MADE, response);
      active.admit(user, tasks, response);
      stored.admit(user, storedBytes, response);
    }
  }

  /// Lets one task of a user in that did not come by HTTP: the rates do not hold for it.
  ///
  /// @throws ProblemException when the user has as much as there may be at a time
  public void admit(UserId user, long storedBytes) {
    active.admit(user, 1);
    stored.admit(user, storedBytes);
  }

  /// Counts tasks that were read and judged, and are not made. Who has none left after that waits
  /// before the next body is read.
  public void judgedInVain(Caller caller, int tasks) {
    if (caller instanceof Caller.User(UserId user)) {
      submissions.owe(user, tasks / JUDGED_FOR_ONE_MADE);
    }
  }

  void control(Caller caller, int weight, HttpServletResponse response) {
    take(controls, caller, weight, response);
  }

  void estimate(Caller caller, HttpServletResponse response) {
    take(estimates, caller, 1, response);
  }

  void read(Caller caller, int weight, HttpServletResponse response) {
    take(reads, caller, weight, response);
  }

  private static void take(
      Quota.Rate rate, Caller caller, int amount, HttpServletResponse response) {
    if (caller instanceof Caller.User(UserId user)) {
      rate.take(user, amount, response);
    }
  }

  private record Rates(IntSupplier instances) {
    Quota.Rate of(String name, long perMinute, String unit) {
      return of(name, perMinute, perMinute, unit);
    }

    Quota.Rate of(String name, long perMinute, long atOnce, String unit) {
      return Quota.Rate.of(
          name,
          perMinute,
          unit,
          new UserRates(perMinute, atOnce, TimeMeter.SYSTEM_NANOTIME, instances));
    }
  }
}
