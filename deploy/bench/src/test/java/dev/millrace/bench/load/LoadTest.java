package dev.millrace.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class LoadTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final CountingTarget target = new CountingTarget();
  private final Load load = new Load(target);

  @Test
  void bulkSubmitsExactlyTheCountInBatches() throws Exception {
    load.apply(new LoadRequest.Bulk(2_500, Work.NOTHING, PATIENCE));
    assertThat(target.submitted()).isEqualTo(2_500);
    assertThat(target.calls()).isEqualTo(3);
  }

  @Test
  void clientsShareTheCount() throws Exception {
    load.apply(new LoadRequest.Clients(64, 500, PATIENCE));
    assertThat(target.submitted()).isEqualTo(500);
  }

  @Test
  void pacedLoadWatchesEveryTask() throws Exception {
    var readings = load.apply(new LoadRequest.Paced(20, 1_000, PATIENCE));
    assertThat(target.submitted()).isEqualTo(20);
    assertThat(target.watched()).isEqualTo(20);
    assertThat(readings.get(Readings.FINISHED_P99))
        .isGreaterThanOrEqualTo(readings.get(Readings.FINISHED_P50));
  }

  @Test
  void submitsAreMeasuredAndWatchedByNobody() throws Exception {
    var readings = load.apply(new LoadRequest.Submits(20, 1_000, PATIENCE));
    assertThat(target.submitted()).isEqualTo(20);
    assertThat(target.watched()).isZero();
    assertThat(readings.get(Readings.ACCEPTED_P99))
        .isGreaterThanOrEqualTo(readings.get(Readings.ACCEPTED_P50));
  }

  @Test
  void backlogIsSubmittedWhileNothingConsumes() throws Exception {
    load.apply(new LoadRequest.Backlog(10, PATIENCE));
    assertThat(target.submittedWhileHeld()).isEqualTo(10);
    assertThat(target.isHeld()).isFalse();
  }

  @Test
  void steadyLoadSubmitsABatchForEachThatFinished() throws Exception {
    var readings = load.apply(new LoadRequest.Steady(3, Duration.ZERO, Duration.ofMillis(300)));
    assertThat(target.watched()).isGreaterThan(3);
    assertThat(target.submitted()).isEqualTo(target.watched() * Target.BATCH);
    assertThat(readings.get(Readings.FINISHED)).isBetween(1.0, (double) target.submitted());
  }

  @Test
  void steadyLoadEndsWithItsTimeAndLeavesWhatIsInFlight() throws Exception {
    target.neverFinish();
    var readings =
        load.apply(new LoadRequest.Steady(3, Duration.ofMillis(50), Duration.ofMillis(50)));
    assertThat(target.submitted()).isEqualTo(3 * Target.BATCH);
    assertThat(readings.get(Readings.FINISHED)).isZero();
  }

  @Test
  void targetThatNeverFinishesEndsTheLoad() {
    target.neverFinish();
    assertThatThrownBy(
            () -> load.apply(new LoadRequest.Bulk(10, Work.NOTHING, Duration.ofMillis(500))))
        .isInstanceOf(TimeoutException.class)
        .hasMessageContaining("10 tasks are unfinished");
  }

  @Test
  void failedCallEndsTheLoad() {
    target.refuse();
    assertThatThrownBy(() -> load.apply(new LoadRequest.Clients(8, 1_000, PATIENCE)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("refused");
    assertThat(target.calls()).isLessThan(1_000);
  }

  static LoadRequest[] requests() {
    return new LoadRequest[] {
      new LoadRequest.Bulk(5_000, Work.sleeping(Duration.ofSeconds(1)), PATIENCE),
      new LoadRequest.Clients(64, 6_000, PATIENCE),
      new LoadRequest.Paced(2_000, 100, PATIENCE),
      new LoadRequest.Backlog(20_000, PATIENCE),
      new LoadRequest.Steady(20, Duration.ofSeconds(30), Duration.ofMinutes(10))
    };
  }

  @ParameterizedTest
  @MethodSource("requests")
  void requestSurvivesTheWayToTheChild(LoadRequest request) {
    assertThat(LoadRequest.parse(request.toLine())).isEqualTo(request);
  }

  @Test
  void readingsSurviveTheWayBack() {
    var readings = new Readings(Map.of("seconds", 1.25, "cpuShare", 0.5));
    assertThat(Readings.parse(readings.toLine())).isEqualTo(readings);
    assertThat(Readings.parse("")).isEqualTo(new Readings(Map.of()));
  }
}
