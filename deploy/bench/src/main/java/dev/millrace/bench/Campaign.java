package dev.millrace.bench;

import dev.millrace.bench.contender.Contender;
import dev.millrace.bench.contender.RunningContender;
import dev.millrace.bench.figures.Metric;
import dev.millrace.bench.figures.Results;
import dev.millrace.bench.load.LoadRequest;
import dev.millrace.bench.load.Profile;
import dev.millrace.bench.load.Work;
import dev.millrace.bench.workload.Workloads;
import dev.millrace.bench.workload.measure.Metrics;
import dev.millrace.bench.workload.measure.PartlyMeasured;
import dev.millrace.bench.workload.measure.Scale;
import dev.millrace.bench.workload.measure.Workload;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Every contender in turn, round after round: A B C, A B C, A B C.
///
/// A contender runs alone, from a fresh store, warmed up first. A run that fails leaves a line
/// behind and no figure; the others go on with a fresh store.
final class Campaign {

  private static final int WARM_UP_PER_SECOND = 200;
  private static final Duration WARM_UP_TIME = Duration.ofSeconds(20);

  private final List<Contender> contenders;
  private final List<Workload> workloads;
  private final Scale scale;
  private final PrintStream progress;
  private final Results results = new Results(Metrics.order(Workloads.names()));

  Campaign(
      List<Contender> contenders, List<Workload> workloads, Scale scale, PrintStream progress) {
    this.contenders = contenders;
    this.workloads = workloads;
    this.scale = scale;
    this.progress = progress;
  }

  Results run() {
    for (int round = 1; round <= scale.rounds(); round++) {
      for (var contender : contenders) {
        for (var profile : Profile.values()) {
          var turn = workloads.stream().filter(workload -> fits(workload, contender, profile));
          start(contender, profile, round, turn.toList());
        }
      }
    }
    return results;
  }

  private static boolean fits(Workload workload, Contender contender, Profile profile) {
    return workload.profile() == profile && contender.abilities().contains(workload.needs());
  }

  private void start(Contender contender, Profile profile, int round, List<Workload> turn) {
    if (turn.isEmpty()) {
      return;
    }
    int done = 0;
    try (var running = contender.start(profile)) {
      switch (profile) {
        case THROUGHPUT, GROWTH -> warmUp(running);
        case SLEEPERS, STEADY -> warmUpInBulk(running);
        case RECOVERY, FLEET, COLD, IDLE -> {}
      }
      boolean clean = true;
      while (clean && done < turn.size()) {
        clean = measure(contender, running, turn.get(done), round);
        done++;
      }
    } catch (Exception e) {
      turn.subList(done, turn.size()).forEach(workload -> fail(run(contender, workload, round), e));
      return;
    }
    // A failed run leaves tasks behind that would be measured with the next workload's.
    start(contender, profile, round, turn.subList(done, turn.size()));
  }

  /// Each way to submit, and the way to watch a task, until what is hot is compiled: the first few
  /// thousand calls of a fresh JVM take several times as long as those after them, and it goes on
  /// compiling for a hundred thousand.
  private void warmUp(RunningContender running) throws Exception {
    int tasks = scale.warmUp();
    warmUpInBulk(running);
    warmUp(running, new LoadRequest.Clients(scale.clients(), tasks, scale.patience()));
    running.apply(
        new LoadRequest.Paced(Math.max(1, tasks / 2), WARM_UP_PER_SECOND, scale.patience()));
    running.vacuum();
  }

  private void warmUpInBulk(RunningContender running) throws Exception {
    warmUp(running, new LoadRequest.Bulk(scale.warmUp(), Work.NOTHING, scale.patience()));
  }

  /// Again and again: so often at most, and no more once it has lasted so long.
  private void warmUp(RunningContender running, LoadRequest load) throws Exception {
    long end = System.nanoTime() + WARM_UP_TIME.toNanos();
    int times = 0;
    do {
      running.apply(load);
      times++;
    } while (times < scale.warmUps() && System.nanoTime() < end);
  }

  /// Answers whether it gave all its figures.
  private boolean measure(
      Contender contender, RunningContender running, Workload workload, int round) {
    var what = run(contender, workload, round);
    progress.println(what + " of " + scale.rounds());
    try {
      add(contender, round, workload.measure(running, scale));
      return true;
    } catch (PartlyMeasured e) {
      add(contender, round, e.figures());
      fail(what, e);
      return false;
    } catch (Exception e) {
      fail(what, e);
      return false;
    }
  }

  private void add(Contender contender, int round, Map<Metric, Double> figures) {
    figures.forEach((metric, value) -> results.add(metric, contender.name(), round, value));
  }

  private static String run(Contender contender, Workload workload, int round) {
    return contender.name() + " " + workload.name() + ", round " + round;
  }

  private void fail(String what, Exception e) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    var line = what + ": " + e.getClass().getSimpleName() + ": " + e.getMessage();
    results.addFailure(line);
    progress.println(line);
  }
}
