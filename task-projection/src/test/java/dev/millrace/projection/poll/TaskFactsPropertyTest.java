package dev.millrace.projection.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.Fact;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.projection.fold.Folded;
import dev.millrace.projection.fold.TaskFold;
import dev.millrace.projection.fold.TaskView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TaskFactsPropertyTest {

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyBatchingAndAnyRepetitionGivesTheSameViews(long seed) {
    var random = new Random(seed);
    List<Fact> log = Logs.interleaved(seed, 12, 20);
    Map<TaskId, TaskView> expected = oneByOne(log);
    List<Fact> read = Logs.withRepetitions(log, random);
    Map<TaskId, TaskView> actual = new HashMap<>();
    int doubts = 0;
    for (int from = 0; from < read.size(); ) {
      int to = Math.min(read.size(), from + 1 + random.nextInt(30));
      Poll poll = new Poll(entries(read.subList(from, to)), List.of());
      for (TaskFacts facts : TaskFacts.of(poll)) {
        TaskChange change = facts.foldedOnto(actual.get(facts.taskId()));
        actual.put(facts.taskId(), change.after());
        doubts += change.doubts().size();
      }
      from = to;
    }
    assertThat(actual).as("seed %d", seed).isEqualTo(expected);
    assertThat(doubts).as("seed %d", seed).isZero();
  }

  private static Map<TaskId, TaskView> oneByOne(List<Fact> log) {
    Map<TaskId, TaskView> views = new HashMap<>();
    for (Fact fact : log) {
      if (TaskFold.fold(views.get(fact.taskId()), fact) instanceof Folded.Followed(var view)) {
        views.put(fact.taskId(), view);
      }
    }
    return views;
  }

  private static List<Entry> entries(List<Fact> facts) {
    List<Entry> entries = new ArrayList<>();
    for (Fact fact : facts) {
      entries.add(
          new Entry.KnownEvent(
              new RecordPosition("log", 0, 0),
              fact,
              TaskCodec.typeOf(fact.event()),
              TaskCodec.dataOf(fact.event())));
    }
    return entries;
  }
}
