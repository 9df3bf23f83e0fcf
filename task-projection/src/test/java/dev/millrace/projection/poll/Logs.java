package dev.millrace.projection.poll;

import dev.millrace.events.Fact;
import dev.millrace.projection.fold.Histories;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/// Makes up logs, the same ones for the same seed.
public final class Logs {

  private Logs() {}

  /// The facts of several tasks, those of each in order.
  public static List<Fact> interleaved(long seed, int tasks, int most) {
    var histories = new Histories(seed);
    var random = new Random(seed);
    List<Deque<Fact>> open = new ArrayList<>();
    for (int i = 0; i < tasks; i++) {
      open.add(new ArrayDeque<>(histories.legal(1 + random.nextInt(most))));
    }
    List<Fact> log = new ArrayList<>();
    while (!open.isEmpty()) {
      Deque<Fact> task = open.get(random.nextInt(Math.min(open.size(), 100)));
      log.add(task.removeFirst());
      open.removeIf(Deque::isEmpty);
    }
    return log;
  }

  /// The same log as a relay writes it that was stopped and started now and then: it goes back a
  /// little, and says again what it had said.
  public static List<Fact> withRepetitions(List<Fact> log, Random random) {
    List<Fact> read = new ArrayList<>();
    int next = 0;
    while (next < log.size()) {
      int to = Math.min(log.size(), next + 1 + random.nextInt(20));
      read.addAll(log.subList(next, to));
      next = random.nextInt(5) == 0 ? Math.max(0, to - random.nextInt(15)) : to;
      if (next == 0 && to > 0) {
        next = to;
      }
    }
    return read;
  }
}
