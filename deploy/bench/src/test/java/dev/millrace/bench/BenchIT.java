package dev.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.bench.figures.Results;
import dev.millrace.bench.usage.ProcessorWatch;
import dev.millrace.bench.workload.Workloads;
import dev.millrace.bench.workload.measure.Endurance;
import dev.millrace.bench.workload.measure.Endurance.Times;
import dev.millrace.bench.workload.measure.Metrics;
import dev.millrace.bench.workload.measure.Scale;
import dev.millrace.embedded.postgres.EmbeddedDatabase;
import dev.millrace.embedded.postgres.EmbeddedDatabaseSettings;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// That the harness measures, not what: every figure is there, whatever it is.
@Timeout(180)
class BenchIT {

  private static final Scale TINY =
      new Scale(
          1,
          50,
          2,
          500,
          8,
          50,
          1,
          20,
          50,
          5,
          new Endurance(
              List.of(0L, 100L),
              2,
              100,
              new Times(
                  Duration.ofSeconds(2),
                  Duration.ofSeconds(2),
                  Duration.ofMillis(500),
                  Duration.ofSeconds(1)),
              List.of(1, 2)),
          Duration.ofSeconds(50));
  private static final Set<String> MEASURED = Set.of("db-scheduler", "kafka-floor", "insert-floor");
  private static final Path BINARIES = Path.of("target", "postgres-binaries").toAbsolutePath();

  @TempDir Path temp;

  @Test
  void peerAndFloorsAreMeasuredAndLeaveNothingBehind() throws Exception {
    try (var database =
        EmbeddedDatabase.start(
            new EmbeddedDatabaseSettings(temp.resolve("postgres"), 0, BINARIES))) {
      var results = run(database, "bulk", "single");
      assertThat(results.failures()).isEmpty();
      assertThat(results.metrics()).isNotEmpty();
      for (var metric : results.metrics()) {
        assertThat(results.contenders(metric)).containsExactlyInAnyOrderElementsOf(MEASURED);
        for (var contender : MEASURED) {
          assertThat(results.of(metric, contender)).containsOnlyKeys(1);
        }
      }
      assertThat(results.metrics())
          .filteredOn(metric -> metric.name().contains("memory"))
          .hasSize(3)
          .allSatisfy(
              metric -> assertThat(results.of(metric, "db-scheduler").get(1)).isGreaterThan(10));
      assertThatConsumptionIsMeasured(results);
      assertThatSlicesAreMeasured(run(database, "held"));
      assertThatColdAndIdleAreMeasured(run(database, "first-minute", "idle"));
    }
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  private static void assertThatConsumptionIsMeasured(Results results) {
    assertThat(results.metrics())
        .filteredOn(metric -> metric.name().startsWith("processor time"))
        .hasSize(ProcessorWatch.isPossible() ? 6 : 0);
    assertThat(results.of(Metrics.wal("bulk", "bytes/task"), "db-scheduler").get(1))
        .isGreaterThan(100);
    assertThat(results.of(Metrics.wal("bulk", "records/task"), "db-scheduler").get(1))
        .isGreaterThan(1);
  }

  private static void assertThatColdAndIdleAreMeasured(Results results) {
    assertThat(results.failures()).isEmpty();
    assertThat(results.of(Metrics.COLD_RATE, "db-scheduler")).containsOnlyKeys(1);
    assertThat(results.of(Metrics.IDLE_CPU, "db-scheduler"))
        .hasSize(ProcessorWatch.isPossible() ? 1 : 0);
  }

  private static void assertThatSlicesAreMeasured(Results results) {
    assertThat(results.failures()).isEmpty();
    assertThat(results.metrics())
        .extracting(metric -> metric.at().orElseThrow().value())
        .containsExactly(500L, 1_000L, 500L, 1_000L);
    assertThat(results.metrics())
        .allSatisfy(
            metric -> assertThat(results.contenders(metric)).containsExactly("db-scheduler"));
  }

  private Results run(EmbeddedDatabase database, String... workloads) {
    var wanted = List.of(workloads);
    return new Campaign(
            Contenders.all(database, temp.resolve("runs"), Path.of("none")).stream()
                .filter(contender -> MEASURED.contains(contender.name()))
                .toList(),
            Workloads.all().stream().filter(one -> wanted.contains(one.name())).toList(),
            TINY,
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8))
        .run();
  }
}
