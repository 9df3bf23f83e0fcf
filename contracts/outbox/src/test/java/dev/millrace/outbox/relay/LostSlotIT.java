package dev.millrace.outbox.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.task.TaskId;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@MillraceInfra
@Timeout(180)
class LostSlotIT {

  private RelayFixture fixture;
  private TaskId repaired;
  private final List<String> repairs = new CopyOnWriteArrayList<>();

  @BeforeEach
  void setUp(Infra infra) {
    fixture = new RelayFixture(infra);
    repaired = RelayFixture.newTask();
  }

  @AfterEach
  void tearDown() {
    fixture.close();
  }

  @Test
  void firstStartAndOrdinaryRestartAreNoLoss() {
    for (int i = 0; i < 3; i++) {
      var relay = startRelay();
      fixture.emit(fixture.lines(RelayFixture.newTask(), 0, 10));
      awaitConfirmation();
      relay.stop();
    }

    assertThat(repairs).isEmpty();
  }

  @Test
  void slotDroppedWhileStoppedIsRepaired() {
    startRelay().stop();
    fixture.dropSlot();
    fixture.emit(fixture.lines(RelayFixture.newTask(), 0, 1));

    startRelay();

    assertRepairIsHeard("missing");
  }

  @Test
  void slotDroppedWhileRunningIsRepaired() {
    startRelay();
    fixture.dropSlot();

    assertRepairIsHeard("");
  }

  @Test
  void slotMadeAnewBySomebodyElseIsFoundOutAndRepaired() {
    var relay = startRelay();
    fixture.emit(fixture.lines(RelayFixture.newTask(), 0, 1));
    awaitConfirmation();
    relay.stop();
    fixture.dropSlot();
    fixture.emit(fixture.lines(RelayFixture.newTask(), 0, 1));
    fixture.createSlot();

    startRelay();

    assertRepairIsHeard("made anew");
  }

  @Test
  void slotInvalidatedByTheServerIsRepaired() {
    startRelay().stop();
    try {
      slotsMayIdle("1s");
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> {
            fixture.emit(fixture.lines(RelayFixture.newTask(), 0, 1));
            fixture.jdbc.sql("select pg_switch_wal()").query((_, _) -> 1).list();
            fixture.jdbc.sql("checkpoint").update();
            return walStatus().equals("lost");
          });

      startRelay();

      assertRepairIsHeard("invalidated");
    } finally {
      slotsMayIdle("0");
    }
  }

  @Test
  void repairThatFailsIsCalledAgainBeforeAnythingElseIsPublished() {
    startRelay().stop();
    fixture.dropSlot();
    var calls = new AtomicInteger();
    var relay =
        fixture.relay(
            reason -> {
              if (calls.incrementAndGet() < 3) {
                throw new IllegalStateException("repair fails on purpose");
              }
              return repair(reason);
            },
            _ -> {});

    relay.start();

    assertRepairIsHeard("missing");
    assertThat(calls).hasValue(3);
  }

  @Test
  void whatTheRepairHasOvertakenIsNotPublished() {
    startRelay().stop();
    fixture.dropSlot();
    var overtaken = RelayFixture.newTask();
    fixture
        .relay(
            reason -> {
              fixture.emit(fixture.lines(overtaken, 3, 4));
              var from =
                  fixture
                      .jdbc
                      .sql("select pg_current_wal_insert_lsn()::text")
                      .query(String.class)
                      .single();
              repair(reason);
              return Optional.of(from);
            },
            _ -> {})
        .start();

    try (var heard = fixture.listen().until(h -> !h.ids(fixture.facts, repaired).isEmpty())) {
      assertThat(heard.ids(fixture.facts, overtaken)).isEmpty();
    }
    awaitConfirmation();
    assertThat(repairs).hasSize(1);
  }

  private OutboxRelay startRelay() {
    var relay = fixture.relay(this::repair, _ -> {});
    relay.start();
    RelayFixture.awaitRelaying(relay);
    return relay;
  }

  private Optional<String> repair(String reason) {
    repairs.add(reason);
    fixture.emit(fixture.lines(repaired, 5, 6));
    return Optional.empty();
  }

  private void assertRepairIsHeard(String reason) {
    try (var heard = fixture.listen().until(h -> !h.ids(fixture.facts, repaired).isEmpty())) {
      var task = RelayFixture.newTask();
      fixture.emit(fixture.lines(task, 0, 1));
      heard.until(h -> !h.ids(fixture.facts, task).isEmpty());
      assertThat(heard.ids(fixture.facts, repaired)).containsExactly("5");
      assertThat(repairs).hasSize(1);
      assertThat(repairs.getFirst()).contains(reason);
    }
  }

  private void awaitConfirmation() {
    var relay = fixture.relays.getLast();
    long before = ceiling();
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> ceiling() > before && relay.health() instanceof RelayHealth.Relaying);
  }

  private String walStatus() {
    return fixture
        .jdbc
        .sql("select wal_status from pg_replication_slots where slot_name = ?")
        .param(fixture.settings.slot())
        .query(String.class)
        .single();
  }

  private long ceiling() {
    return fixture
        .jdbc
        .sql("select (ceiling - '0/0'::pg_lsn)::bigint from millrace_relay.slot")
        .query(Long.class)
        .single();
  }

  private void slotsMayIdle(String time) {
    fixture.jdbc.sql("alter system set idle_replication_slot_timeout = '" + time + "'").update();
    fixture.jdbc.sql("select pg_reload_conf()").query(Boolean.class).single();
  }
}
