package dev.millrace.outbox.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@MillraceInfra
@Timeout(120)
class RelayCrashIT {

  private RelayFixture fixture;

  @BeforeEach
  void setUp(Infra infra) {
    fixture = new RelayFixture(infra);
  }

  @AfterEach
  void tearDown() {
    fixture.close();
  }

  @Test
  void relayKilledBetweenPublishingAndConfirmingLosesNothing() throws Exception {
    fixture.relaying().stop();
    var task = RelayFixture.newTask();
    for (int i = 0; i < 100; i += 10) {
      fixture.emit(fixture.lines(task, i, i + 10));
    }
    var dying = RelayProcess.dyingBeforeConfirmation(fixture);
    assertThat(dying.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(dying.exitValue()).isEqualTo(137);
    fixture.emit(fixture.lines(task, 100, 200));

    fixture.relaying();

    try (var heard = fixture.listen().until(h -> h.ids(fixture.facts, task).contains("199"))) {
      List<String> ids = heard.ids(fixture.facts, task);
      assertThat(ids).as("what the killed relay had published comes again").hasSizeGreaterThan(200);
      assertThat(ids.stream().distinct().map(Integer::parseInt)).isSorted().hasSize(200);
    }
  }

  @Test
  void batchThatKafkaRefusesIsNotConfirmed() throws Exception {
    fixture.relaying().stop();
    var task = RelayFixture.newTask();
    for (int i = 0; i < 50; i++) {
      fixture.emit(fixture.lines(task, i, i + 1));
    }
    fixture.largestFact("100");
    var relay = fixture.relay();
    relay.start();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() ->
            relay.health() instanceof RelayHealth.Recovering(String reason, _)
                && reason.contains("larger than"));

    fixture.largestFact("1048588");

    try (var heard = fixture.listen().until(h -> h.ids(fixture.facts, task).contains("49"))) {
      assertThat(heard.ids(fixture.facts, task).stream().distinct().map(Integer::parseInt))
          .isSorted()
          .hasSize(50);
    }
  }

  @Test
  void standbyTakesOverFromKilledRelay() throws Exception {
    var active = RelayProcess.running(fixture);
    var task = RelayFixture.newTask();
    fixture.emit(fixture.lines(task, 0, 1));
    try (var heard = fixture.listen()) {
      // The first start may miss what was committed before its slot existed: say it until heard.
      heard.until(h -> {
        fixture.emit(fixture.lines(task, 0, 1));
        return !h.ids(fixture.facts, task).isEmpty();
      });
      var standby = fixture.relay();
      standby.start();
      assertThat(standby.health()).isInstanceOf(RelayHealth.Standby.class);

      long start = System.nanoTime();
      active.destroyForcibly();
      fixture.emit(fixture.lines(task, 1, 2));
      heard.until(h -> h.ids(fixture.facts, task).contains("1"));
      Duration took = Duration.ofNanos(System.nanoTime() - start);

      System.out.printf("takeover after kill -9: %d ms%n", took.toMillis());
      assertThat(took).isLessThan(Duration.ofSeconds(10));
    } finally {
      active.destroyForcibly();
    }
  }

  @Test
  void failureInHandlerIsRetriedUntilTheBatchIsThrough() {
    var failing = new AtomicBoolean(true);
    var relay =
        fixture.relay(
            _ -> Optional.empty(),
            messages -> {
              if (messages > 0 && failing.get()) {
                throw new IllegalStateException("confirmation fails on purpose");
              }
            });
    relay.start();
    RelayFixture.awaitRelaying(relay);
    var task = RelayFixture.newTask();
    fixture.emit(fixture.lines(task, 0, 10));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() ->
            relay.health() instanceof RelayHealth.Recovering(String reason, _)
                && reason.contains("on purpose"));
    failing.set(false);

    try (var heard = fixture.listen().until(h -> h.ids(fixture.facts, task).contains("9"))) {
      assertThat(heard.ids(fixture.facts, task).stream().distinct().map(Integer::parseInt))
          .isSorted()
          .hasSize(10);
    }
  }

  @Test
  void relayThatLosesItsLockStopsAndStandsInLineAgain() {
    var relay = fixture.relaying();
    var task = RelayFixture.newTask();
    fixture
        .jdbc
        .sql("select pg_terminate_backend(pid, 5000) from pg_locks where locktype = 'advisory'")
        .query((_, _) -> 1)
        .list();
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .until(() -> !(relay.health() instanceof RelayHealth.Relaying));

    fixture.emit(fixture.lines(task, 0, 10));

    RelayFixture.awaitRelaying(relay);
    try (var heard = fixture.listen().until(h -> h.ids(fixture.facts, task).contains("9"))) {
      assertThat(heard.ids(fixture.facts, task).stream().distinct()).hasSize(10);
    }
  }
}
