package dev.millrace.bench;

import dev.millrace.bench.contender.Contender;
import dev.millrace.bench.contender.Contender.Kind;
import dev.millrace.bench.report.Campaigned;
import dev.millrace.bench.report.Charts;
import dev.millrace.bench.report.JsonReport;
import dev.millrace.bench.report.TextReport;
import dev.millrace.bench.usage.ProcessorWatch;
import dev.millrace.bench.workload.Budgets;
import dev.millrace.bench.workload.Workloads;
import dev.millrace.bench.workload.measure.Workload;
import dev.millrace.embedded.Folders;
import dev.millrace.embedded.StartupProblem;
import dev.millrace.embedded.postgres.EmbeddedDatabase;
import dev.millrace.embedded.postgres.EmbeddedDatabaseSettings;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The command `millrace bench`.
///
/// Exit code 0: a report was made, even with failed runs in it. 1: there was nothing to report. 2:
/// the command line was not understood.
public final class Bench {

  private static final String SUBJECT = "millrace";

  private Bench() {}

  public static void main(String[] words) {
    System.exit(run(System.out, System.err, words));
  }

  static int run(PrintStream out, PrintStream err, String... words) {
    try {
      var arguments = Arguments.parse(words);
      if (arguments.help()) {
        out.print(Arguments.HELP);
        return 0;
      }
      arguments.requireKnown(workloadNames(), Contenders.names(arguments));
      return measure(arguments, out, err);
    } catch (UsageProblem e) {
      err.println("millrace bench: " + e.getMessage());
      return 2;
    } catch (StartupProblem e) {
      err.println("millrace bench: " + e.getMessage());
      return 1;
    } catch (Exception e) {
      err.println("millrace bench: " + e.getClass().getSimpleName() + ": " + e.getMessage());
      return 1;
    }
  }

  private static int measure(Arguments arguments, PrintStream out, PrintStream err)
      throws Exception {
    var runs = arguments.output().toAbsolutePath().resolve("runs");
    Folders.delete(runs);
    Files.createDirectories(runs);
    try (var database = openDatabase(runs)) {
      var skipped = new ArrayList<String>();
      var contenders = contenders(arguments, database, runs, skipped);
      var workloads = workloads(arguments, skipped);
      var environment = Environment.of(database, arguments.scale());
      if (!ProcessorWatch.isPossible()) {
        skipped.add("processor time: this system has no /proc");
      }
      var results = new Campaign(contenders, workloads, arguments.scale(), err).run();
      var campaign =
          new Campaigned(
              results,
              names(contenders, Kind.PEER),
              names(contenders, Kind.FLOOR),
              SUBJECT,
              Budgets.all(),
              environment,
              settings(contenders),
              skipped);
      out.print(TextReport.of(campaign));
      var file = arguments.output().resolve("result.json");
      Files.writeString(file, JsonReport.of(campaign));
      out.println("written to " + file);
      for (var chart : Charts.write(campaign, arguments.output())) {
        out.println("written to " + chart);
      }
      return results.metrics().isEmpty() ? 1 : 0;
    } finally {
      Folders.delete(runs.resolve("postgres"));
    }
  }

  /// An interrupt of the user ends this process, not the database: it is closed by hand.
  private static EmbeddedDatabase openDatabase(Path runs) {
    var database =
        EmbeddedDatabase.start(
            new EmbeddedDatabaseSettings(
                runs.resolve("postgres"), 0, runs.resolveSibling("postgres-binaries")));
    Runtime.getRuntime().addShutdownHook(new Thread(database::close));
    return database;
  }

  private static List<Contender> contenders(
      Arguments arguments, EmbeddedDatabase database, Path folder, List<String> skipped)
      throws InterruptedException {
    var kept = new ArrayList<Contender>();
    for (var contender : Contenders.of(arguments, database, folder)) {
      if (arguments.wants(contender.name(), Contenders.names(arguments))) {
        contender
            .obstacle()
            .ifPresentOrElse(
                reason -> skipped.add(contender.name() + ": " + reason), () -> kept.add(contender));
      }
    }
    return kept;
  }

  private static List<Workload> workloads(Arguments arguments, List<String> skipped) {
    var kept = new ArrayList<Workload>();
    for (var workload : Workloads.all()) {
      if (arguments.wants(workload.name(), workloadNames())) {
        workload
            .obstacle()
            .ifPresentOrElse(
                reason -> skipped.add(workload.name() + ": " + reason), () -> kept.add(workload));
      }
    }
    return kept;
  }

  private static List<String> workloadNames() {
    return Workloads.all().stream().map(Workload::name).toList();
  }

  private static List<String> names(List<Contender> contenders, Kind kind) {
    return contenders.stream()
        .filter(contender -> contender.kind() == kind)
        .map(Contender::name)
        .toList();
  }

  private static Map<String, Map<String, String>> settings(List<Contender> contenders) {
    var settings = new LinkedHashMap<String, Map<String, String>>();
    contenders.forEach(
        contender -> settings.put(contender.name(), new TreeMap<>(contender.settings())));
    return settings;
  }
}
