package dev.millrace.outbox.relay.slot;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.outbox.relay.RelayFixture;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@MillraceInfra
@Timeout(60)
class SlotKeeperIT {

  private static final SlotCondition MISSING = new SlotCondition.Lost("the slot is missing");

  @Test
  void slotMadeAnewBetweenTwoLooksIsNeverTakenForTheOldOne(Infra infra) throws Exception {
    List<String> repairs = new ArrayList<>();
    try (var fixture = new RelayFixture(infra);
        var lock = requireNonNull(RelayLock.tryTake(fixture.settings))) {
      var keeper =
          new SlotKeeper(
              lock,
              new PostgresSlot(fixture.settings),
              reason -> {
                repairs.add(reason);
                return Optional.empty();
              });
      keeper.ensure();
      keeper.beforeConfirmation();
      fixture.dropSlot();
      fixture.emit(fixture.lines(RelayFixture.newTask(), 0, 1));
      fixture.createSlot();

      assertThatThrownBy(keeper::beforeConfirmation).hasMessageContaining("made anew");

      assertThat(keeper.judge()).isInstanceOf(SlotCondition.Lost.class);
      keeper.ensure();
      assertThat(repairs).hasSize(1);
      assertThat(keeper.judge()).isInstanceOf(SlotCondition.Intact.class);
    }
  }

  /// What a reader does that finds no slot, and it waits for whoever writes at that moment.
  @Test
  void slotThatIsBeingMadeAnewIsFoundOutAndItsMakerCutOff(Infra infra) throws Exception {
    try (var fixture = new RelayFixture(infra);
        var lock = requireNonNull(RelayLock.tryTake(fixture.settings))) {
      var keeper = new SlotKeeper(lock, new PostgresSlot(fixture.settings), _ -> Optional.empty());
      keeper.ensure();
      fixture.dropSlot();
      var maker = new CompletableFuture<@Nullable Void>();
      fixture.transaction.executeWithoutResult(_ -> {
        fixture.outbox.emit(fixture.lines(RelayFixture.newTask(), 0, 1));
        Thread.startVirtualThread(() -> make(fixture, maker));
        Awaitility.await().until(() -> !keeper.judge().equals(MISSING));

        assertThatThrownBy(keeper::watch).hasMessageContaining("making the slot anew");
        assertThat(maker).failsWithin(Duration.ofSeconds(20));
      });

      keeper.ensure();
      assertThat(keeper.judge()).isInstanceOf(SlotCondition.Intact.class);
    }
  }

  private static void make(RelayFixture fixture, CompletableFuture<@Nullable Void> made) {
    try {
      fixture.createSlot();
      made.complete(null);
    } catch (RuntimeException e) {
      made.completeExceptionally(e);
    }
  }

  @Test
  void onlyOneRelayHasTheLock(Infra infra) throws Exception {
    try (var fixture = new RelayFixture(infra)) {
      var first = requireNonNull(RelayLock.tryTake(fixture.settings));
      assertThat(RelayLock.tryTake(fixture.settings)).isNull();

      first.close();

      assertThat(first.isHeld()).isFalse();
      Awaitility.await().until(() -> canBeTaken(fixture));
    }
  }

  private static boolean canBeTaken(RelayFixture fixture) throws Exception {
    try (var lock = RelayLock.tryTake(fixture.settings)) {
      return lock != null;
    }
  }
}
