package dev.millrace.api.query.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.task.Progress;
import dev.millrace.events.task.TaskStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What is told of how fast a task goes.
class ForecastTest {

  private static final Instant AT = Instant.parse("2030-01-01T00:00:00Z");

  @Test
  void theEndIsAsFarAwayAsTheRestTakes() {
    assertThat(after(2, 25, 100L, 5.0)).isEqualTo(new Forecast(5.0, AT.plusSeconds(15)));
  }

  @Test
  void withoutATotalThereIsARateAndNoEnd() {
    assertThat(after(2, 25, null, 5.0)).isEqualTo(new Forecast(5.0, null));
  }

  @Test
  void theFirstReportOfAnAttemptMeasuresNothing() {
    assertThat(after(2, 25, 100L, null)).isEqualTo(Forecast.NONE);
    assertThat(Forecast.of(TaskStatus.RUNNING, progress(25, 100L), 5.0, null, AT))
        .isEqualTo(Forecast.NONE);
  }

  @Test
  void aTaskThatIsNotHeardOfHasStalled() {
    assertThat(after(30, 25, 1000L, 5.0).rate()).isEqualTo(5.0);
    assertThat(after(31, 25, 1000L, 5.0)).isEqualTo(Forecast.STALLED);
    assertThat(after(1, 25, 1000L, 0.0)).isEqualTo(Forecast.STALLED);
  }

  @Test
  void aSlowTaskIsGivenTheTimeOfSeveralUnitsBeforeItHasStalled() {
    assertThat(after(499, 25, 1000L, 0.01).rate()).isEqualTo(0.01);
    assertThat(after(501, 25, 1000L, 0.01)).isEqualTo(Forecast.STALLED);
    assertThat(after(3_601, 25, 1000L, 0.000_001)).isEqualTo(Forecast.STALLED);
  }

  @Test
  void anEndThatIsPastIsNotTold() {
    assertThat(after(16, 25, 100L, 5.0)).isEqualTo(new Forecast(5.0, null));
    assertThat(after(1, 120, 100L, 5.0)).isEqualTo(new Forecast(5.0, null));
  }

  @Test
  void onlyARunningTaskGoesAnywhere() {
    assertThat(Forecast.of(TaskStatus.PAUSED, progress(25, 100L), 5.0, AT, AT))
        .isEqualTo(Forecast.NONE);
  }

  private static Forecast after(
      int seconds, long done, @Nullable Long total, @Nullable Double rate) {
    return Forecast.of(
        TaskStatus.RUNNING, progress(done, total), rate, AT, AT.plusSeconds(seconds));
  }

  private static Progress progress(long done, @Nullable Long total) {
    return new Progress(done, total, null, null);
  }
}
