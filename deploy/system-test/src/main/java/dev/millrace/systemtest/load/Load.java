package dev.millrace.systemtest.load;

import dev.millrace.events.task.TaskId;
import dev.millrace.systemtest.fleet.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Carries a plan out at a steady rate, and remembers each task that was accepted.
///
/// A submission that got no answer is unknown: nobody promised anything. Identical recalculations
/// in flight are one task, which is then promised twice.
public final class Load implements AutoCloseable {

  private static final Duration PAUSED = Duration.ofSeconds(2);
  private static final Duration INSISTENCE = Duration.ofMinutes(5);

  private final MillraceClient client;
  private final Map<TaskId, Accepted> accepted = new ConcurrentHashMap<>();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger unknown = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private final ScheduledExecutorService clock =
      Executors.newScheduledThreadPool(2, Thread.ofPlatform().daemon().name("load-", 0).factory());

  public Load(MillraceClient client) {
    this.client = client;
  }

  /// Begins; returns at once.
  ///
  /// @param perSecond submissions
  public void start(List<Wish> plan, int perSecond) {
    open.addAndGet(plan.size());
    long gap = TimeUnit.SECONDS.toNanos(1) / perSecond;
    for (int i = 0; i < plan.size(); i++) {
      Wish wish = plan.get(i);
      later(() -> submit(wish), Duration.ofNanos(gap * i));
    }
  }

  /// Whether every submission of the plans was made and answered, or given up.
  public boolean isDone() {
    return open.get() == 0;
  }

  public Collection<Accepted> accepted() {
    return List.copyOf(accepted.values());
  }

  public int refused() {
    return refused.get();
  }

  public int unknown() {
    return unknown.get();
  }

  private void submit(Wish wish) {
    String query = wish.runAfter().isZero() ? "" : "runAt=" + Instant.now().plus(wish.runAfter());
    switch (client.submit(wish.type(), wish.parameters(), query)) {
      case MillraceClient.Submitted.Accepted(TaskId id) -> {
        accepted.putIfAbsent(id, new Accepted(id, wish.ends(), wish.steps()));
        follow(wish, id);
      }
      case MillraceClient.Submitted.Refused _ -> refused.incrementAndGet();
      case MillraceClient.Submitted.Unknown _ -> unknown.incrementAndGet();
    }
    open.decrementAndGet();
  }

  private void follow(Wish wish, TaskId id) {
    switch (wish.then()) {
      case NOTHING -> {}
      case CANCEL -> later(() -> client.cancel(id), wish.after());
      case PAUSE ->
          later(
              () -> {
                client.pause(id);
                later(() -> resume(id), PAUSED);
              },
              wish.after());
    }
  }

  /// Until somebody hears it: whoever is told to pause and nothing else stays paused.
  private void resume(TaskId id) {
    Waiting.until(
        () -> {
          int status = client.resume(id);
          return status >= 200 && status < 500;
        },
        INSISTENCE);
  }

  private void later(Runnable action, Duration delay) {
    var _ =
        clock.schedule(
            () -> Thread.startVirtualThread(action), delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
