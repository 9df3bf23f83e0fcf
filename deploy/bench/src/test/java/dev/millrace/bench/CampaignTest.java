package dev.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.bench.contender.Contender;
import dev.millrace.bench.contender.RunningContender;
import dev.millrace.bench.figures.Metric;
import dev.millrace.bench.figures.Metric.Better;
import dev.millrace.bench.figures.Results;
import dev.millrace.bench.load.LoadRequest;
import dev.millrace.bench.load.Profile;
import dev.millrace.bench.load.Readings;
import dev.millrace.bench.workload.measure.PartlyMeasured;
import dev.millrace.bench.workload.measure.Scale;
import dev.millrace.bench.workload.measure.Workload;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CampaignTest {

  private static final Metric RATE = new Metric("long", "rate", "tasks/s", Better.HIGHER);

  private final AtomicInteger starts = new AtomicInteger();
  private final AtomicInteger loads = new AtomicInteger();

  @Test
  void workloadThatFailsAtAPointKeepsTheOthers() {
    var results =
        run(
            new Told(
                true,
                _ -> {
                  throw new PartlyMeasured(
                      Map.of(RATE.at(1, "tasks"), 5.0), new IOException("late"));
                }),
            new Told(true, _ -> Map.of(RATE, 7.0)));
    assertThat(results.of(RATE.at(1, "tasks"), "us")).containsEntry(1, 5.0);
    assertThat(results.failures()).singleElement().asString().contains("us told, round 1", "late");
    assertThat(results.of(RATE, "us")).containsEntry(1, 7.0);
    assertThat(starts).as("a failed run is followed by a fresh store").hasValue(2);
  }

  @Test
  void contenderThatDoesNotStartLeavesALineForEachWorkload() {
    var results = run(new Told(false, _ -> Map.of()), new Told(false, _ -> Map.of()));
    assertThat(results.metrics()).isEmpty();
    assertThat(results.failures())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).startsWith("us told, round 1: IOException"));
  }

  @Test
  void coldContenderRunsNothingBeforeItsWorkload() {
    run(new Told(true, Profile.COLD, _ -> Map.of()));
    assertThat(loads).hasValue(0);
    run(new Told(true, _ -> Map.of()));
    assertThat(loads.get()).isPositive();
  }

  private Results run(Told... workloads) {
    return new Campaign(
            List.of(new Us(workloads[0].starts())),
            List.of(workloads),
            Scale.quick(),
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8))
        .run();
  }

  private interface Measuring {
    Map<Metric, Double> measure(RunningContender contender) throws Exception;
  }

  /// Does what it is told.
  private record Told(boolean starts, Profile profile, Measuring measuring) implements Workload {

    Told(boolean starts, Measuring measuring) {
      this(starts, Profile.THROUGHPUT, measuring);
    }

    @Override
    public String name() {
      return "told";
    }

    @Override
    public Contender.Ability needs() {
      return Contender.Ability.SUBMIT;
    }

    @Override
    public Map<Metric, Double> measure(RunningContender contender, Scale scale) throws Exception {
      return measuring.measure(contender);
    }
  }

  private final class Us implements Contender {

    private final boolean startsUp;

    Us(boolean startsUp) {
      this.startsUp = startsUp;
    }

    @Override
    public String name() {
      return "us";
    }

    @Override
    public Kind kind() {
      return Kind.PEER;
    }

    @Override
    public Set<Ability> abilities() {
      return Set.of(Ability.SUBMIT);
    }

    @Override
    public Map<String, String> settings() {
      return Map.of();
    }

    @Override
    public RunningContender start(Profile profile) throws IOException {
      starts.incrementAndGet();
      if (!startsUp) {
        throw new IOException("it does not start");
      }
      return new Idle();
    }
  }

  /// Accepts every load and does nothing.
  private final class Idle implements RunningContender {

    @Override
    public Readings apply(LoadRequest request) {
      loads.incrementAndGet();
      return new Readings(Map.of());
    }

    @Override
    public Map<String, Long> memory() {
      return Map.of();
    }

    @Override
    public Recovery recover(int tasks, Duration each, Duration patience) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void vacuum() {}

    @Override
    public DatabaseAccess database() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
