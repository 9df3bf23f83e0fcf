package dev.millrace.bench.workload.measure;

import dev.millrace.bench.contender.Contender.Ability;
import dev.millrace.bench.contender.RunningContender;
import dev.millrace.bench.figures.Metric;
import dev.millrace.bench.load.Profile;
import java.util.Map;
import java.util.Optional;

/// One thing that is measured, the same way for every contender that is able to do it.
public interface Workload {

  String name();

  Ability needs();

  default Profile profile() {
    return Profile.THROUGHPUT;
  }

  /// Why it cannot be measured, if it cannot: one line.
  default Optional<String> obstacle() {
    return Optional.empty();
  }

  Map<Metric, Double> measure(RunningContender contender, Scale scale) throws Exception;
}
