package dev.millrace.outbox.relay;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@MillraceInfra
@Timeout(60)
class SlotKeeperIT {

  @Test
  void slotMadeAnewBetweenTwoLooksIsNeverTakenForTheOldOne(Infra infra) throws Exception {
    List<String> repairs = new ArrayList<>();
    try (var fixture = new RelayFixture(infra);
        var lock = requireNonNull(RelayLock.tryTake(fixture.settings))) {
      var keeper = new SlotKeeper(lock, new PostgresSlot(fixture.settings), repairs::add);
      keeper.ensure();
      keeper.beforeConfirmation();
      fixture.dropSlot();
      fixture.emit(fixture.lines(RelayFixture.newTask(), 0, 1));
      fixture.createSlot();

      assertThatThrownBy(keeper::beforeConfirmation).hasMessageContaining("made anew");

      assertThat(keeper.judge()).isInstanceOf(SlotVerdict.Lost.class);
      keeper.ensure();
      assertThat(repairs).hasSize(1);
      assertThat(keeper.judge()).isInstanceOf(SlotVerdict.Intact.class);
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
