package dev.millrace.systemtest.fleet;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Starts again what has died and is wanted, as an orchestrator does.
///
/// What died is seen dead twice before it is started, so that it is down for half a second at
/// least.
final class Keeper implements AutoCloseable {

  private static final Duration GLANCE = Duration.ofMillis(500);

  private final List<Member> members;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("fleet-keeper").factory());
  private List<Member> dead = List.of();

  Keeper(List<Member> members) {
    this.members = List.copyOf(members);
  }

  void start() {
    var _ =
        clock.scheduleWithFixedDelay(
            this::look, GLANCE.toMillis(), GLANCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    List<Member> found =
        members.stream().filter(member -> member.isWanted() && !member.isAlive()).toList();
    found.stream().filter(dead::contains).forEach(Member::start);
    dead = found;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
