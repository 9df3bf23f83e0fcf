package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class HttpSettingsTest {

  @Test
  void allBoundsTogetherLeaveRoomInTheHeap() {
    HttpSettings settings = settings(100, 0);

    long most =
        settings.connections() * 20L * 1024
            + settings.requests() * 100L * 1024
            + settings.openHeads() * 64L * 1024
            + settings.bodies().toBytes();
    assertThat(most).isLessThan(Runtime.getRuntime().maxMemory() * 85 / 100);
    assertThat(settings.connections()).isBetween(256, 16_384);
  }

  @Test
  void servicesThatShareAHeapHaveAShareEach() {
    assertThat(settings(20, 0).bodies().toBytes())
        .isCloseTo(
            settings(100, 0).bodies().toBytes() / 5, org.assertj.core.data.Offset.offset(1024L));
    assertThat(settings(20, 7).connections()).isEqualTo(7);
    assertThatThrownBy(() -> settings(0, 0)).hasMessageContaining("heap-percent");
  }

  @Test
  void whatHasNoRoomIsBoundedAllTheSame() {
    assertThat(HttpSettings.fitting(10, 100, 64, 8_192)).isEqualTo(64);
    assertThat(HttpSettings.fitting(1L << 40, 100, 64, 8_192)).isEqualTo(8_192);
    assertThat(HttpSettings.fitting(704 << 20, 1 << 20, 64, 8_192)).isEqualTo(704);
  }

  private static HttpSettings settings(int percent, int connections) {
    return new HttpSettings(
        percent,
        connections,
        0,
        0,
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        DataSize.ofKilobytes(32),
        DataSize.ofBytes(0));
  }
}
