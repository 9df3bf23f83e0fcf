package dev.millrace.outbox.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.outbox.relay.SlotVerdict.SlotMarker;
import dev.millrace.outbox.relay.SlotVerdict.SlotState;
import org.junit.jupiter.api.Test;

class SlotVerdictTest {

  private static final SlotMarker MARKER = new SlotMarker(100, null);

  @Test
  void withoutMarkerNothingWasEverRead() {
    assertThat(SlotVerdict.of(null, null)).isInstanceOf(SlotVerdict.FirstStart.class);
    assertThat(SlotVerdict.of(null, at(7))).isInstanceOf(SlotVerdict.FirstStart.class);
  }

  @Test
  void slotAtOrBelowItsCeilingIsIntact() {
    assertThat(SlotVerdict.of(MARKER, at(100))).isInstanceOf(SlotVerdict.Intact.class);
    assertThat(SlotVerdict.of(MARKER, at(1))).isInstanceOf(SlotVerdict.Intact.class);
  }

  @Test
  void slotAboveItsCeilingIsAnotherSlot() {
    assertLost(SlotVerdict.of(MARKER, at(101)), "made anew");
  }

  @Test
  void missingOrInvalidatedSlotIsLost() {
    assertLost(SlotVerdict.of(MARKER, null), "missing");
    assertLost(SlotVerdict.of(MARKER, new SlotState(50, false, true, 0, false)), "invalidated");
  }

  @Test
  void slotThatIsStillBeingMadeIsNotTheOneThatWasLeft() {
    assertLost(SlotVerdict.of(MARKER, new SlotState(0, true, false, 0, true)), "anew");
  }

  @Test
  void repairThatIsOwedIsOwedWhateverTheSlotLooksLike() {
    assertLost(SlotVerdict.of(new SlotMarker(100, "it was dropped"), at(50)), "it was dropped");
  }

  private static SlotState at(long confirmed) {
    return new SlotState(confirmed, false, false, 0, true);
  }

  private static void assertLost(SlotVerdict verdict, String reason) {
    assertThat(verdict)
        .isInstanceOfSatisfying(
            SlotVerdict.Lost.class, lost -> assertThat(lost.reason()).contains(reason));
  }
}
