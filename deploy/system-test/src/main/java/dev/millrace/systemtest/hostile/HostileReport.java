package dev.millrace.systemtest.hostile;

import dev.millrace.systemtest.hostile.honest.HonestCall;
import dev.millrace.systemtest.hostile.honest.Latencies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What a run brought to light.
///
/// @param stopped why the program was given up in the middle; empty when it was not
/// @param health what each service says of itself at the end
/// @param promised tasks of the honest user
/// @param broken those of them that have no end or two, in words
/// @param unseen those of them whose end no stream has shown
public record HostileReport(
    long seed,
    List<ShapeOutcome> outcomes,
    String stopped,
    List<String> health,
    Latencies honest,
    int promised,
    List<String> broken,
    int unseen) {

  /// What is wrong, for people; empty when the guarantee held.
  ///
  /// @param most what 99 of 100 calls of the honest user may take
  public List<String> problems(Duration most) {
    List<String> problems = new ArrayList<>();
    if (!stopped.isEmpty()) {
      problems.add(stopped);
    }
    for (ShapeOutcome outcome : outcomes) {
      String shape = outcome.name() + ", round " + outcome.round() + ": ";
      outcome.tally().faults().forEach(fault -> problems.add(shape + "answer " + fault));
      outcome.unended().ifPresent(words -> problems.add(shape + words));
    }
    for (HonestCall call : HonestCall.values()) {
      Duration p99 = honest.at(call, 99);
      if (call.isJudged() && honest.count(call) == 0) {
        problems.add("the honest user made no call " + call.word());
      } else if (call.isJudged() && p99.compareTo(most) > 0) {
        problems.add(
            "the honest user's %s: p99 %d ms, %d of %d in vain"
                .formatted(call.word(), p99.toMillis(), honest.inVain(call), honest.count(call)));
      }
    }
    problems.addAll(broken);
    if (unseen > 0) {
      problems.add("the honest user's stream has not shown the ends of " + unseen + " tasks");
    }
    for (int service = 0; service < health.size(); service++) {
      if (!isUp(health.get(service))) {
        problems.add("health of service " + service + ": " + health.get(service));
      }
    }
    return problems;
  }

  static boolean isUp(String health) {
    return health.contains("\"status\":\"UP\"");
  }
}
