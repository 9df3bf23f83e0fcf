package dev.millrace.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class HandlerSettingsTest {

  @Test
  void oneCoreIsLeftToTheOthersAndOneHandlerComputesAtLeast() {
    int cores = Runtime.getRuntime().availableProcessors();

    assertThat(new HandlerSettings(0, 4, 100).computingThreads()).isEqualTo(Math.max(1, cores - 1));
  }

  @Test
  void aTypeThatComputesHasFewMorePermitsThanCanCompute() {
    assertThat(new HandlerSettings(1, 4, 100).computingPermits()).isEqualTo(4);
    assertThat(new HandlerSettings(16, 4, 100).computingPermits()).isEqualTo(32);
  }

  @Test
  void anExecutorThatWouldNeverTakeInAnythingIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HandlerSettings(0, 0, 100))
        .withMessageContaining("millrace.executor.handlers.abandoned-computing");
  }
}
