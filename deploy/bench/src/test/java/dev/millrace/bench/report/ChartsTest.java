package dev.millrace.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.bench.figures.Metric;
import dev.millrace.bench.figures.Metric.Better;
import dev.millrace.bench.figures.Results;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartsTest {

  private static final Metric RATE = new Metric("growth", "rate", "tasks/s", Better.HIGHER);
  private static final Metric READ = new Metric("growth", "GET", "ms", Better.LOWER);

  private final Results results = new Results(Comparator.comparing(Metric::name));

  @TempDir Path folder;

  @Test
  void workloadWithACurveIsAPicture() throws Exception {
    for (int round = 1; round <= 2; round++) {
      results.add(RATE.at(0, "tasks"), "us", round, 9_000);
      results.add(RATE.at(1_000_000, "tasks"), "us", round, 8_000);
      results.add(READ.at(0, "tasks"), "us", round, 2.5);
      results.add(RATE.at(0, "tasks"), "them", round, 9_000);
    }
    var files = Charts.write(campaign(), folder);
    assertThat(files).containsExactly(folder.resolve("growth.png"));
    var picture = ImageIO.read(files.getFirst().toFile());
    assertThat(picture.getWidth()).isGreaterThan(picture.getHeight());
  }

  @Test
  void figuresWithoutACurveAreNone() throws Exception {
    results.add(RATE, "us", 1, 9_000);
    assertThat(Charts.write(campaign(), folder)).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  private Campaigned campaign() {
    return new Campaigned(
        results, List.of("them"), List.of(), "us", List.of(), Map.of(), Map.of(), List.of());
  }
}
