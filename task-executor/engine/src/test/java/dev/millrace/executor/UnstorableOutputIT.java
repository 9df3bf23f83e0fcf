package dev.millrace.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskRetryScheduled;
import dev.millrace.events.stored.StorableText;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.TaskContext;
import dev.millrace.executor.handler.TransactionalWork;
import dev.millrace.executor.handler.TransientFailure;
import dev.millrace.executor.support.EngineDatabase;
import dev.millrace.executor.support.HandlerUnderTest;
import dev.millrace.executor.support.WorkTopic;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whatever a handler gives back, by whichever way: no text that a store cannot keep comes of it,
/// and its task ends.
@MillraceInfra
@Timeout(120)
class UnstorableOutputIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ODD = "a\0b\ud83d";

  private record Odd(String text) {}

  /// The methods of [TaskContext] by which a handler gives something, and a handler for each.
  private static final Map<String, HandlerUnderTest.Body> WAYS = new LinkedHashMap<>();

  static {
    WAYS.put("the result", (_, _) -> Map.of(ODD, List.of(ODD, new Odd(ODD))));
    WAYS.put(
        "progress",
        (_, context) -> {
          context.progress(1, 2L, ODD, Map.of(ODD, ODD));
          return null;
        });
    WAYS.put(
        "commit",
        (_, context) -> {
          context.commit(new Odd(ODD), TransactionalWork.NONE);
          return context.checkpoint(Odd.class).orElseThrow().text();
        });
    WAYS.put(
        "saga",
        (_, context) -> {
          String made = context.saga().step("one", String.class, _ -> ODD, (_, _) -> {});
          throw new PermanentFailure(ODD, made);
        });
    WAYS.put(
        "an error",
        (_, _) -> {
          throw new PermanentFailure(ODD, ODD);
        });
    WAYS.put(
        "an error that comes again",
        (_, _) -> {
          throw new TransientFailure(ODD, ODD);
        });
    WAYS.put(
        "an exception",
        (_, _) -> {
          throw new IllegalStateException(ODD);
        });
  }

  @Test
  void everyWayOutOfAHandlerIsCleaned(Infra infra) throws Exception {
    try (var database = new EngineDatabase(infra.newDatabase("odd"));
        var work = new WorkTopic(infra.bootstrapServers())) {
      HandlerUnderTest[] handlers =
          WAYS.values().stream().map(HandlerUnderTest::of).toArray(HandlerUnderTest[]::new);
      try (RunningEngine engine =
          RunningEngine.start(infra.bootstrapServers(), database, Map.of(), handlers)) {
        await().atMost(PATIENCE).until(engine::isWorking);
        List<Fact> requests =
            Arrays.stream(handlers)
                .map(handler -> WorkTopic.request(handler.type(), "{\"number\":1}"))
                .toList();
        requests.forEach(work::send);
        work.flush();
        await()
            .atMost(PATIENCE)
            .until(() -> requests.stream().allMatch(request -> hasSettled(database, request)));
      }

      assertThat(database.facts())
          .allSatisfy(fact ->
              assertThat(StorableText.isStorableJson(TaskCodec.dataOf(fact.event())))
                  .as(fact.toString())
                  .isTrue());
      assertThat(columns(database)).isNotEmpty().allMatch(StorableText::isStorableJson);
    }
  }

  /// A method that gives something more than those above needs a way of its own there.
  @Test
  void everyMethodOfTheContextIsAmongTheWays() {
    Set<String> asks =
        Set.of(
            "taskId",
            "userId",
            "attempt",
            "priority",
            "projectId",
            "deadline",
            "checkpoint",
            "stopIfAsked",
            "isStopping");

    assertThat(
            Arrays.stream(TaskContext.class.getMethods())
                .map(method -> method.getName())
                .filter(name -> !asks.contains(name))
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrder("progress", "commit", "saga");
  }

  private static boolean hasSettled(EngineDatabase database, Fact request) {
    return database.factsOf(request.taskId()).stream()
        .map(Fact::event)
        .anyMatch(event -> event instanceof TaskEvent.Final || event instanceof TaskRetryScheduled);
  }

  private static List<String> columns(EngineDatabase database) {
    return database
        .client()
        .sql(
            """
            select unnest(array[outcome::text, checkpoint::text, progress::text, saga::text])
            from millrace_engine.run
            """)
        .query(String.class)
        .list()
        .stream()
        .filter(Objects::nonNull)
        .toList();
  }
}
