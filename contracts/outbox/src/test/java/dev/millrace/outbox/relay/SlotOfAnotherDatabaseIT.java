package dev.millrace.outbox.relay;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.outbox.relay.slot.PostgresSlot;
import dev.millrace.outbox.relay.slot.RelayLock;
import dev.millrace.outbox.relay.slot.SlotKeeper;
import dev.millrace.outbox.relay.slot.StartRefused;
import dev.millrace.outbox.relay.wal.RelaySettings;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Two databases of one server whose relays were given one name.
@MillraceInfra
@Timeout(120)
class SlotOfAnotherDatabaseIT {

  private static final String SETTING = "millrace.executor.group";

  @Test
  void relayIsRefusedAndTheOtherOneGoesOnUndisturbed(Infra infra) {
    try (var owner = new RelayFixture(infra);
        var stranger = new RelayFixture(infra)) {
      OutboxRelay relaying = owner.relaying();
      String before = slot(owner);
      OutboxRelay refused = relayOn(owner, stranger);

      assertThatThrownBy(refused::start)
          .isInstanceOf(StartRefused.class)
          .hasMessageContainingAll(owner.database.name(), stranger.database.name(), SETTING)
          .message()
          .doesNotContain("\n");

      assertThat(refused.isRunning()).isFalse();
      assertThat(slot(owner)).as("the slot, and who reads it").isEqualTo(before);
      var task = RelayFixture.newTask();
      owner.emit(owner.lines(task, 0, 3));
      try (var heard = owner.listen().until(h -> h.ids(owner.facts, task).size() == 3)) {
        assertThat(heard.ids(owner.facts, task)).hasSize(3);
      }
      assertThat(relaying.health()).isInstanceOf(RelayHealth.Relaying.class);
    }
  }

  /// The server may have been away when the relay started, or the slot made later.
  @Test
  void slotThatIsFoundLaterIsNotTouchedEither(Infra infra) throws Exception {
    try (var owner = new RelayFixture(infra);
        var stranger = new RelayFixture(infra)) {
      owner.relaying();
      String before = slot(owner);
      RelaySettings settings = settings(owner, stranger);
      try (var lock = requireNonNull(RelayLock.tryTake(settings))) {
        var slot = new PostgresSlot(settings);
        var keeper = new SlotKeeper(lock, slot, _ -> Optional.empty());

        assertThatThrownBy(keeper::ensure).isInstanceOf(StartRefused.class);
        assertThatThrownBy(keeper::watch).isInstanceOf(StartRefused.class);
        lock.inSession(connection -> {
          slot.cutOffReader(connection);
          slot.drop(connection);
          return null;
        });
      }

      assertThat(slot(owner)).as("the slot, and who reads it").isEqualTo(before);
    }
  }

  private static OutboxRelay relayOn(RelayFixture owner, RelayFixture stranger) {
    return new OutboxRelay(
        settings(owner, stranger), stranger.kafka(), _ -> Optional.empty(), _ -> {});
  }

  private static RelaySettings settings(RelayFixture owner, RelayFixture stranger) {
    return stranger.settings.withSlot(owner.settings.slot(), SETTING);
  }

  private static String slot(RelayFixture owner) {
    return owner
        .jdbc
        .sql(
            """
            select database || ' ' || active_pid
            from pg_replication_slots where slot_name = ?
            """)
        .param(owner.settings.slot())
        .query(String.class)
        .single();
  }
}
