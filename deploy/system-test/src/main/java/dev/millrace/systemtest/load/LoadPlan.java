package dev.millrace.systemtest.load;

import dev.millrace.events.task.TaskStatus;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/// What users want, in order: the same for the same seed.
public final class LoadPlan {

  private static final Set<TaskStatus> COMPLETES = EnumSet.of(TaskStatus.COMPLETED);

  private final Random random;

  private LoadPlan(long seed) {
    this.random = new Random(seed);
  }

  /// Draws a plan.
  ///
  /// @param count how many submissions
  /// @param crashes whether one in three hundred tasks ends its executor's process
  public static List<Wish> of(long seed, int count, boolean crashes) {
    LoadPlan plan = new LoadPlan(seed);
    return IntStream.range(0, count).mapToObj(_ -> plan.next(crashes)).toList();
  }

  private Wish next(boolean crashes) {
    int dice = random.nextInt(300);
    if (dice == 0) {
      return crashes
          ? plain("sleep", "{\"millis\":300,\"failTimes\":1,\"failWith\":\"crash\"}", 0, COMPLETES)
          : sleep();
    }
    if (dice < 100) {
      return sleep();
    }
    if (dice < 190) {
      return ledger();
    }
    if (dice < 220) {
      return plain("sleep", "{\"failTimes\":%d}".formatted(1 + random.nextInt(2)), 0, COMPLETES);
    }
    if (dice < 235) {
      String parameters = "{\"failTimes\":1,\"failWith\":\"permanent\"}";
      return plain("sleep", parameters, 0, EnumSet.of(TaskStatus.FAILED));
    }
    return dice < 260 ? scheduled() : recalc();
  }

  private Wish sleep() {
    int steps = 1 + random.nextInt(4);
    String parameters = "{\"millis\":%d,\"steps\":%d}".formatted(random.nextInt(3_000), steps);
    return followed("sleep", parameters, 0, COMPLETES);
  }

  private Wish ledger() {
    int steps = 2 + random.nextInt(12);
    return followed("ledger", ledger(steps, random.nextInt(500)), steps, COMPLETES);
  }

  private Wish scheduled() {
    Duration runAfter = Duration.ofMillis(500 + random.nextInt(6_000));
    return new Wish(
        "ledger", ledger(3, 100), runAfter, 3, Wish.Then.NOTHING, Duration.ZERO, COMPLETES);
  }

  private Wish recalc() {
    return plain(
        "recalc",
        "{\"scope\":{\"ids\":[%d,%d,%d]},\"weights\":{\"offense\":%d,\"survive\":1,\"control\":1,\"tempo\":1,\"pp\":1}}"
            .formatted(
                1 + random.nextInt(100),
                101 + random.nextInt(100),
                201 + random.nextInt(90),
                1 + random.nextInt(5)),
        0,
        COMPLETES);
  }

  /// One in ten is cancelled, one in twelve paused for a while.
  private Wish followed(String type, String parameters, int steps, Set<TaskStatus> ends) {
    Duration after = Duration.ofMillis(random.nextInt(2_500));
    int dice = random.nextInt(120);
    if (dice < 12) {
      Set<TaskStatus> either = EnumSet.of(TaskStatus.CANCELLED, TaskStatus.COMPLETED);
      return new Wish(type, parameters, Duration.ZERO, steps, Wish.Then.CANCEL, after, either);
    }
    Wish.Then then = dice < 22 ? Wish.Then.PAUSE : Wish.Then.NOTHING;
    return new Wish(type, parameters, Duration.ZERO, steps, then, after, ends);
  }

  private static Wish plain(String type, String parameters, int steps, Set<TaskStatus> ends) {
    return new Wish(type, parameters, Duration.ZERO, steps, Wish.Then.NOTHING, Duration.ZERO, ends);
  }

  /// The parameters of a `ledger` task.
  public static String ledger(int steps, int millis) {
    return "{\"steps\":%d,\"millis\":%d}".formatted(steps, millis);
  }
}
