package dev.millrace.systemtest.hostile;

import dev.millrace.systemtest.hostile.wire.Answer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/// Counts what an attacker sent and what came back. Safe for many threads.
public final class Tally {

  private static final int FAULTS_KEPT = 5;

  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private final Map<Integer, AtomicInteger> answers = new ConcurrentSkipListMap<>();
  private final List<String> faults = new CopyOnWriteArrayList<>();

  /// @param what was asked, for people
  void count(String what, Answer answer) {
    sent.incrementAndGet();
    bytes.addAndGet(answer.bytes());
    answers.computeIfAbsent(answer.status(), _ -> new AtomicInteger()).incrementAndGet();
    if (answer.isFault() && faults.size() < FAULTS_KEPT) {
      faults.add("%d to %s: %s".formatted(answer.status(), cut(what), cut(answer.body())));
    }
  }

  public void countConnection() {
    sent.incrementAndGet();
  }

  void countAccepted(int tasks) {
    accepted.addAndGet(tasks);
  }

  public int sent() {
    return sent.get();
  }

  /// Tasks that were answered with 202.
  public int accepted() {
    return accepted.get();
  }

  /// Answers that no input may lead to, the first few.
  public List<String> faults() {
    return faults;
  }

  /// Such as `202:4 503:96 none:2`.
  public String answers() {
    return answers.entrySet().stream()
        .map(e -> (e.getKey() == 0 ? "none" : e.getKey()) + ":" + e.getValue())
        .collect(Collectors.joining(" "));
  }

  long bytes() {
    return bytes.get();
  }

  private static String cut(String text) {
    return text.length() <= 160 ? text : text.substring(0, 160) + "...";
  }
}
