package dev.millrace.bench;

import dev.millrace.bench.workload.measure.Endurance;
import dev.millrace.bench.workload.measure.Scale;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/// What the command line asks for.
///
/// @param only names of workloads and contenders to keep; none of a kind keeps all of it
/// @param node whether the queues of Node are contenders
/// @param output where the JSON file and all scratch files go
/// @param jar the standalone Millrace
record Arguments(Scale scale, Set<String> only, boolean node, Path output, Path jar, boolean help) {

  static final String HELP =
      """
      Usage: millrace bench [options]
        --quick          a short run, to see that it works
        --runs N         rounds, 1 to 20 (default 3; with --quick 1)
        --growth N       up to so many finished tasks in growth (default 1000000)
        --only A,B,...   only these workloads and contenders
        --node           measure queues of Node as well: graphile-worker, pg-boss, bullmq
        --out FOLDER     where result.json, the charts and the logs go (default target/bench)
        --millrace JAR   the Millrace to measure (default deploy/standalone/target/program/millrace.jar)
      """;

  private static final int MOST_ROUNDS = 20;

  /// @throws UsageProblem when the words are not understood
  static Arguments parse(String... words) {
    var scale = Scale.full();
    var rounds = 0;
    var growth = OptionalLong.empty();
    Set<String> only = Set.of();
    var output = Path.of("target", "bench");
    var jar = Path.of("deploy", "standalone", "target", "program", "millrace.jar");
    var node = false;
    var help = false;
    var left = new ArrayDeque<>(List.of(words));
    while (!left.isEmpty()) {
      var word = left.pop();
      switch (word) {
        case "--quick" -> scale = Scale.quick();
        case "--runs" -> rounds = rounds(value(word, left));
        case "--growth" -> growth = OptionalLong.of(growth(value(word, left)));
        case "--only" -> only = names(value(word, left));
        case "--node" -> node = true;
        case "--out" -> output = Path.of(value(word, left));
        case "--millrace" -> jar = Path.of(value(word, left));
        case "--help", "-h" -> help = true;
        default -> throw new UsageProblem("unknown option " + word + "; see --help");
      }
    }
    if (growth.isPresent()) {
      scale = scale.withGrowth(growth.getAsLong());
    }
    return new Arguments(
        rounds == 0 ? scale : scale.withRounds(rounds), only, node, output, jar, help);
  }

  /// @throws UsageProblem when a name of `only` is in neither
  void requireKnown(Collection<String> workloads, Collection<String> contenders) {
    for (var name : only) {
      if (!workloads.contains(name) && !contenders.contains(name)) {
        throw new UsageProblem(
            "--only: no workload or contender is called "
                + name
                + "; there are "
                + String.join(", ", workloads)
                + " and "
                + String.join(", ", contenders));
      }
    }
  }

  /// Whether the name is wanted among those of its kind.
  boolean wants(String name, Collection<String> kind) {
    return kind.stream().noneMatch(only::contains) || only.contains(name);
  }

  private static String value(String option, ArrayDeque<String> left) {
    var value = left.poll();
    if (value == null || value.isBlank() || value.startsWith("--")) {
      throw new UsageProblem(option + " needs a value");
    }
    return value;
  }

  private static int rounds(String value) {
    if (value.matches("[0-9]{1,2}")) {
      int rounds = Integer.parseInt(value);
      if (rounds >= 1 && rounds <= MOST_ROUNDS) {
        return rounds;
      }
    }
    throw new UsageProblem("--runs needs a number from 1 to " + MOST_ROUNDS + ", not " + value);
  }

  private static long growth(String value) {
    if (value.matches("[0-9]{1,8}")) {
      long growth = Long.parseLong(value);
      if (growth <= Endurance.MOST_GROWTH) {
        return growth;
      }
    }
    throw new UsageProblem(
        "--growth needs a number from 0 to " + Endurance.MOST_GROWTH + ", not " + value);
  }

  private static Set<String> names(String value) {
    var names = new LinkedHashSet<String>();
    for (var name : value.split(",", -1)) {
      if (!name.isBlank()) {
        names.add(name.strip());
      }
    }
    if (names.isEmpty()) {
      throw new UsageProblem("--only needs a name");
    }
    return Set.copyOf(names);
  }
}
