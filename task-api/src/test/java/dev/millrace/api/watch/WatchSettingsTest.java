package dev.millrace.api.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WatchSettingsTest {

  @Test
  void defaultLeavesTwoThirdsOfTheHeapToTheRest() {
    assertThat(WatchSettings.fitting(640L << 20)).isEqualTo(10_000);
    assertThat(WatchSettings.fitting(300L << 20)).isEqualTo(5_120);
  }
}
