package dev.millrace.systemtest.hostile;

import dev.millrace.systemtest.fleet.Waiting;
import dev.millrace.systemtest.hostile.honest.OrdinaryClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Sees to it that what was accepted ends, and that it does so once.
final class TaskEnds {

  private static final List<String> FINAL = List.of("completed", "failed", "cancelled", "timeout");
  private static final Pattern FINAL_FACT =
      Pattern.compile("dev\\.millrace\\.task\\.(completed|failed|cancelled|timed-out)\\.v1");
  private static final Duration AGAIN = Duration.ofSeconds(10);
  private static final String CANCEL_ALL =
      "{\"action\":\"cancel\",\"filter\":{\"createdTo\":\"2100-01-01T00:00:00Z\"},"
          + "\"reason\":\"the attack is over\",\"ratePerSecond\":1000}";

  private TaskEnds() {}

  /// Cancels all tasks of a user and waits for their ends.
  ///
  /// @param accepted how many there must be
  /// @return what has no end, in words
  static Optional<String> settle(OrdinaryClient user, int accepted, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    Optional<String> words = unended(user, accepted);
    while (words.isPresent() && System.nanoTime() - end < 0) {
      var _ = user.post("/api/tasks/bulk-control", CANCEL_ALL);
      Waiting.until(() -> unended(user, accepted).isEmpty(), AGAIN);
      words = unended(user, accepted);
    }
    return words;
  }

  private static Optional<String> unended(OrdinaryClient user, int accepted) {
    Optional<JsonNode> stats = user.get("/api/tasks/stats");
    if (stats.isEmpty()) {
      return Optional.of("its tasks cannot be counted");
    }
    Map<String, Integer> open = new TreeMap<>();
    stats
        .get()
        .path("byStatus")
        .forEachEntry((status, count) -> {
          if (!FINAL.contains(status) && count.asInt() > 0) {
            open.put(status, count.asInt());
          }
        });
    int total = stats.get().path("total").asInt();
    if (total < accepted) {
      return Optional.of(accepted + " tasks were accepted, and there are " + total);
    }
    return open.isEmpty() ? Optional.empty() : Optional.of("tasks without an end: " + open);
  }

  /// What is wrong with the ends of tasks that nobody attacked.
  static List<String> wrong(OrdinaryClient user, List<String> ids, Duration patience) {
    var wrong = new ConcurrentLinkedQueue<String>();
    var atOnce = new Semaphore(8);
    long end = System.nanoTime() + patience.toNanos();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (String id : ids) {
        threads.execute(() -> {
          atOnce.acquireUninterruptibly();
          try {
            awaitEnd(user, id, end).ifPresent(wrong::add);
          } finally {
            atOnce.release();
          }
        });
      }
    }
    return List.copyOf(wrong);
  }

  private static Optional<String> awaitEnd(OrdinaryClient user, String id, long end) {
    Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    String[] seen = {"nothing"};
    boolean ended =
        Waiting.until(
            () ->
                user.get("/api/tasks/" + id + "/events?limit=1000")
                    .map(events -> {
                      long ends = FINAL_FACT.matcher(events.toString()).results().count();
                      seen[0] = ends + " ends";
                      return ends == 1;
                    })
                    .orElse(false),
            left);
    return ended ? Optional.empty() : Optional.of("honest task " + id + " has " + seen[0]);
  }
}
