package dev.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.bench.workload.measure.Scale;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

  private static final List<String> WORKLOADS = List.of("bulk", "single");
  private static final List<String> CONTENDERS = List.of("millrace", "quartz");

  @Test
  void withoutWordsEverythingRunsInFull() {
    var arguments = Arguments.parse();
    assertThat(arguments.scale()).isEqualTo(Scale.full());
    assertThat(arguments.output()).isEqualTo(Path.of("target/bench"));
    assertThat(arguments.wants("bulk", WORKLOADS)).isTrue();
    assertThat(arguments.wants("quartz", CONTENDERS)).isTrue();
  }

  @Test
  void quickKeepsTheRoundsThatWereAskedFor() {
    assertThat(Arguments.parse("--runs", "5", "--quick").scale())
        .isEqualTo(Scale.quick().withRounds(5));
  }

  @Test
  void growthGoesUpByTens() {
    assertThat(Arguments.parse("--growth", "10000000").scale().endurance().growth())
        .containsExactly(0L, 1_000_000L, 10_000_000L);
    assertThat(Arguments.parse("--growth", "5000", "--quick").scale().endurance().growth())
        .containsExactly(0L, 5_000L);
    assertThat(Arguments.parse("--growth", "0").scale().endurance().growth()).containsExactly(0L);
  }

  @Test
  void onlyAWorkloadKeepsAllContenders() {
    var arguments = Arguments.parse("--only", "bulk");
    assertThat(arguments.wants("bulk", WORKLOADS)).isTrue();
    assertThat(arguments.wants("single", WORKLOADS)).isFalse();
    assertThat(arguments.wants("quartz", CONTENDERS)).isTrue();
  }

  @Test
  void onlyAWorkloadAndAContenderKeepsOneOfEach() {
    var arguments = Arguments.parse("--only", "bulk,quartz");
    assertThat(arguments.wants("single", WORKLOADS)).isFalse();
    assertThat(arguments.wants("millrace", CONTENDERS)).isFalse();
    assertThat(arguments.wants("quartz", CONTENDERS)).isTrue();
  }

  @Test
  void queuesOfNodeAreLeftOutUnlessTheyAreAskedFor() {
    assertThat(Arguments.parse().node()).isFalse();
    assertThat(Arguments.parse("--node", "--quick").node()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--fast",
        "bulk",
        "--runs",
        "--runs 0",
        "--runs 21",
        "--runs many",
        "--growth",
        "--growth -1",
        "--growth 20000001",
        "--growth much",
        "--only",
        "--only ,",
        "--only --quick",
        "--only nothing",
        "--only bullmq",
        "--out"
      })
  void wordsThatMakeNoSenseAreOneLineAndExitCodeTwo(String line) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int code = Bench.run(stream(out), stream(err), line.split(" ", -1));
    assertThat(code).isEqualTo(2);
    assertThat(out.size()).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("millrace bench: ").hasLineCount(1);
  }

  @Test
  void helpNamesEveryOption() {
    var out = new ByteArrayOutputStream();
    assertThat(Bench.run(stream(out), stream(new ByteArrayOutputStream()), "--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("--quick", "--runs", "--growth", "--only", "--node", "--out", "--millrace");
  }

  @Test
  void unknownNameIsAnsweredWithTheKnownOnes() {
    assertThatThrownBy(
            () -> Arguments.parse("--only", "pigeon").requireKnown(WORKLOADS, CONTENDERS))
        .isInstanceOf(UsageProblem.class)
        .hasMessageContainingAll("pigeon", "bulk", "quartz");
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
