package dev.millrace.outbox.relay.slot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.outbox.relay.slot.SlotCondition.SlotMarker;
import dev.millrace.outbox.relay.slot.SlotCondition.SlotState;
import org.junit.jupiter.api.Test;

class SlotConditionTest {

  private static final SlotMarker MARKER = new SlotMarker(100, null);

  @Test
  void withoutMarkerNothingWasEverRead() {
    assertThat(SlotCondition.of(null, null)).isInstanceOf(SlotCondition.FirstStart.class);
    assertThat(SlotCondition.of(null, at(7))).isInstanceOf(SlotCondition.FirstStart.class);
  }

  @Test
  void slotAtOrBelowItsCeilingIsIntact() {
    assertThat(SlotCondition.of(MARKER, at(100))).isInstanceOf(SlotCondition.Intact.class);
    assertThat(SlotCondition.of(MARKER, at(1))).isInstanceOf(SlotCondition.Intact.class);
  }

  @Test
  void slotAboveItsCeilingIsAnotherSlot() {
    assertLost(SlotCondition.of(MARKER, at(101)), "made anew");
  }

  @Test
  void missingOrInvalidatedSlotIsLost() {
    assertLost(SlotCondition.of(MARKER, null), "missing");
    assertLost(SlotCondition.of(MARKER, new SlotState(50, false, true, 0, false)), "invalidated");
  }

  @Test
  void slotThatIsStillBeingMadeIsNotTheOneThatWasLeft() {
    assertLost(SlotCondition.of(MARKER, new SlotState(0, true, false, 0, true)), "anew");
  }

  @Test
  void repairThatIsOwedIsOwedWhateverTheSlotLooksLike() {
    assertLost(SlotCondition.of(new SlotMarker(100, "it was dropped"), at(50)), "it was dropped");
  }

  private static SlotState at(long confirmed) {
    return new SlotState(confirmed, false, false, 0, true);
  }

  private static void assertLost(SlotCondition verdict, String reason) {
    assertThat(verdict)
        .isInstanceOfSatisfying(
            SlotCondition.Lost.class, lost -> assertThat(lost.reason()).contains(reason));
  }
}
