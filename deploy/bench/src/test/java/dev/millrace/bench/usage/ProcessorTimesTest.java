package dev.millrace.bench.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.bench.usage.ProcessorTimes.Use;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessorTimesTest {

  private final ProcessorTimes times = new ProcessorTimes();

  @Test
  void onlyWhatIsUsedAfterTheFirstLookCounts() {
    times.look(Map.of(1L, use("fold", 500), 2L, use("fold", 20)));
    times.look(Map.of(1L, use("fold", 700), 2L, use("fold", 20)));

    assertThat(times.byStage()).containsExactly(Map.entry("fold", Duration.ofMillis(200)));
  }

  @Test
  void laterOneCountsFromItsBeginning() {
    times.look(Map.of());
    times.look(Map.of(3L, use("claims", 80)));

    assertThat(times.all()).isEqualTo(Duration.ofMillis(80));
  }

  @Test
  void oneThatIsGoneCountsWithWhatItHadWhenItWasSeenLast() {
    times.look(Map.of(1L, use("claims", 10)));
    times.look(Map.of(1L, use("claims", 60)));
    times.look(Map.of(2L, use("claims", 5)));

    assertThat(times.byStage()).containsExactly(Map.entry("claims", Duration.ofMillis(55)));
  }

  private static Use use(String stage, long millis) {
    return new Use(stage, Duration.ofMillis(millis));
  }
}
