package dev.millrace.executor.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.executor.handler.Workload;
import dev.millrace.executor.store.StoreGate;
import org.junit.jupiter.api.Test;

class AbandonedHandlersTest {

  private final StoreGate gate = new StoreGate();
  private final AbandonedHandlers abandoned =
      new AbandonedHandlers(new AbandonedHandlers.Limits(1, 2), gate);

  @Test
  void tooManyCloseTheGateAndItOpensAgainWhenOneEnds() {
    gate.open();
    Attempt first = Attempts.any(Attempts.WAITS);
    Attempt second = Attempts.any(Attempts.WAITS);
    abandoned.add(first);
    assertThat(gate.isOpen()).isTrue();

    abandoned.add(second);

    assertThat(gate.isOpen()).isFalse();
    assertThat(abandoned.tooMany()).isPresent();
    assertThat(abandoned.counts())
        .containsEntry(Workload.WAITS, 2)
        .containsEntry(Workload.COMPUTES, 0);

    abandoned.ended(first);
    assertThat(gate.isOpen()).isTrue();
    assertThat(abandoned.tooMany()).isEmpty();
  }

  @Test
  void thoseThatComputeAreCountedOnTheirOwn() {
    gate.open();
    abandoned.add(Attempts.any(Attempts.COMPUTES));

    assertThat(gate.isOpen()).isFalse();
  }

  @Test
  void aHandlerThatWasNeverAbandonedChangesNothing() {
    gate.open();
    abandoned.ended(Attempts.any(Attempts.COMPUTES));

    assertThat(gate.isOpen()).isTrue();
  }
}
