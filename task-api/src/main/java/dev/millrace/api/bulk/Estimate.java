package dev.millrace.api.bulk;

import dev.millrace.api.query.TaskScan;
import dev.millrace.api.query.filter.Position;
import dev.millrace.api.query.filter.TaskFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How many tasks a filter admits now.
///
/// @param matched how many were found
/// @param complete whether those are all; else time was up, and there may be more
/// @param sample the oldest of them
public record Estimate(long matched, boolean complete, List<Sample> sample) {

  private static final int SAMPLE = 20;
  private static final int PART = 2_000;

  /// A task, with what tells it from others.
  public record Sample(UUID id, String type, String status, String userId, Instant createdAt) {}

  /// Counts, and changes nothing.
  ///
  /// @param patience how long
  public static Estimate of(TaskScan walk, TaskFilter filter, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    List<Sample> sample = new ArrayList<>();
    long matched = 0;
    Position after = null;
    do {
      TaskScan.Part part = walk.next(filter, after, null, PART);
      matched += part.steps().size();
      part.steps().stream()
          .limit(SAMPLE - sample.size())
          .map(Estimate::sample)
          .forEach(sample::add);
      after = part.reached();
    } while (after != null && System.nanoTime() < end);
    return new Estimate(matched, after == null, sample);
  }

  /// How many they are; null where that is not known.
  public @Nullable Long total() {
    return complete ? matched : null;
  }

  private static Sample sample(TaskScan.Step step) {
    return new Sample(
        step.id().value(),
        step.type().value(),
        step.status().wire(),
        step.user().value(),
        step.createdAt());
  }
}
