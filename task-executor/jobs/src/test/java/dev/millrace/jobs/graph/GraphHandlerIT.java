package dev.millrace.jobs.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.events.TaskCancelled;
import dev.millrace.events.TaskFailed;
import dev.millrace.events.task.Json;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.TransientFailure;
import dev.millrace.executor.testkit.HandlerKit;
import dev.millrace.executor.testkit.Ran;
import dev.millrace.executor.testkit.RecordingTaskContext;
import dev.millrace.executor.testkit.World;
import dev.millrace.jobs.MonsterDatabase;
import dev.millrace.jobs.document.DocumentLimits;
import dev.millrace.jobs.document.DocumentSource;
import dev.millrace.jobs.document.Documents;
import dev.millrace.jobs.embedded.EmbeddedModels;
import dev.millrace.jobs.embedded.EmbeddedProperties;
import dev.millrace.jobs.llm.Question;
import dev.millrace.jobs.llm.ScriptedModel;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Builds on a real database, with a model that names what it is asked to read.
@MillraceInfra
@Timeout(120)
class GraphHandlerIT {

  private static final Pattern THING = Pattern.compile("[A-Z][a-z]+[0-9]");
  private static final String FILLER =
      "and so on, as was said before, without a name. ".repeat(168);

  private static final String LAST =
      "That is the last part, and too long for the part before, as this sentence sees to it.";

  /// Three parts; Acme0 stands in each of them.
  private static final String TEXT =
      json(
          "Acme0 owns Beta1. " + FILLER,
          "Acme0 owns Gamma2. " + FILLER,
          "Acme0 owns Beta1. " + LAST);

  private static final String OTHER = json("Delta4 uses Delta5.");

  private static MonsterDatabase database;
  private static GraphTables tables;

  private final ScriptedModel model = new ScriptedModel();

  @BeforeAll
  static void open(Infra infra) {
    database = new MonsterDatabase(infra);
    tables = new GraphTables(database);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void empty() {
    tables.empty();
    model.reply = GraphHandlerIT::names;
  }

  @Test
  void nodesAreMergedAndEdgesSayWhereTheTextHasThem() {
    GraphResult result = kit().run(TEXT).result(GraphResult.class);

    assertThat(result.version()).isEqualTo(1);
    assertThat(result.nodes()).isEqualTo(3);
    assertThat(result.edges()).isEqualTo(2);
    assertThat(result.metadata().engine()).isEqualTo("language-model");
    assertThat(result.metadata().chunks()).isEqualTo(3);
    assertThat(result.metadata().usage().calls()).isEqualTo(3);
    assertThat(tables.visible()).isEqualTo("Acme0,Beta1,Gamma2");
    assertThat(tables.rows())
        .contains("\"quote\": \"Acme0 owns Beta1.\"", "\"weight\": 2")
        .doesNotContain("chunk {", "mention {", "claim {");
  }

  @Test
  void theGraphIsTheSameWhereverTheProcessDies() {
    Ran ran =
        kit()
            .in(() -> {
              tables.empty();
              return World.on(database.pool(), tables::rows);
            })
            .survivesEveryCrash(TEXT);

    assertThat(ran.commits()).as("split, three parts, nodes, edges, activate").isEqualTo(7);
  }

  @Test
  void aRetryPaysForNoPartTwice() {
    List<String> answered = new ArrayList<>();
    model.reply =
        question -> {
          if (answered.size() == 2 && model.asked.size() < 5) {
            throw new TransientFailure("provider-unavailable", "not now");
          }
          answered.add(question.turns().getLast().text());
          return names(question);
        };

    Ran ran = kit().run(TEXT);

    assertThat(ran.runs()).isEqualTo(3);
    assertThat(answered).hasSize(3).doesNotHaveDuplicates();
    assertThat(ran.result(GraphResult.class).metadata().usage().calls()).isEqualTo(3);
  }

  @Test
  void aBuildThatFailsLeavesTheOldGraphWhereverTheProcessDies() {
    model.reply = this::namesOrNothingOfTheLast;

    Ran ran = kit().in(this::withAnOldGraph).survivesEveryCrash(TEXT);

    assertThat(((TaskFailed) ran.end()).error().code()).isEqualTo("no-good");
    assertThat(ran.commits()).as("three steps, the turn, three compensations").isEqualTo(7);
    assertThat(tables.visible()).isEqualTo("Delta4,Delta5");
    assertThat(tables.rows())
        .contains("active 1 of 2", "build 2 failed 0 0 true")
        .doesNotContain("chunk {", "mention {", "claim {", "\"version\": 2");
  }

  @Test
  void aBuildThatIsCancelledLeavesTheOldGraphAfterWhicheverStep() {
    for (int commits = 1; commits <= 7; commits++) {
      Ran ran = kit().in(this::withAnOldGraph).cancelledAfter(commits, TEXT);

      assertThat(ran.end()).as("after %d", commits).isInstanceOf(TaskCancelled.class);
      assertThat(tables.visible()).as("after %d", commits).isEqualTo("Delta4,Delta5");
      assertThat(tables.rows())
          .as("after %d", commits)
          .contains("active 1 of 2")
          .doesNotContain("chunk {", "mention {", "claim {", "\"version\": 2");
    }
  }

  @Test
  void readersSeeTheOldGraphUntilTheNewOneIsActive() throws Exception {
    withAnOldGraph();
    List<String> seen = new ArrayList<>();
    RecordingTaskContext context =
        RecordingTaskContext.on(database.pool()).beforeCommit(_ -> seen.add(tables.visible()));

    handler().run(parameters(TEXT), context);

    assertThat(seen).hasSize(7).containsOnly("Delta4,Delta5");
    assertThat(tables.visible()).isEqualTo("Acme0,Beta1,Gamma2");
    assertThat(tables.rows()).contains("build 1 replaced", "Delta4");
  }

  @Test
  void theVersionBeforeLastGoesWithTheNextActivation() {
    kit().run(OTHER);
    kit().run(TEXT);
    kit().run(TEXT);

    assertThat(tables.rows())
        .contains("build 1 removed", "build 2 replaced", "build 3 active")
        .doesNotContain("Delta4");
  }

  @Test
  void ofTwoBuildsAtOnceTheOneThatBeganLaterStands() {
    RecordingTaskContext earlier =
        RecordingTaskContext.on(database.pool())
            .beforeCommit(number -> {
              if (number == 5) {
                kit().run(OTHER);
              }
            });

    assertThatThrownBy(() -> handler().run(parameters(TEXT), earlier))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("version 2 of this project's graph began later");
    assertThat(tables.visible()).isEqualTo("Delta4,Delta5");
  }

  @Test
  void aBuildThatBeganEarlierAndEndsFirstIsReplaced() throws Exception {
    RecordingTaskContext later = RecordingTaskContext.on(database.pool());
    RecordingTaskContext earlier = RecordingTaskContext.on(database.pool()).stoppingAfter(1);
    assertThatThrownBy(() -> handler().run(parameters(OTHER), earlier))
        .isInstanceOf(InterruptedException.class);
    later.beforeCommit(number -> {
      if (number == 3) {
        finish(earlier);
        assertThat(tables.visible()).isEqualTo("Delta4,Delta5");
      }
    });

    handler().run(parameters(TEXT), later);

    assertThat(tables.visible()).isEqualTo("Acme0,Beta1,Gamma2");
  }

  @Test
  void whatTheTextDoesNotBearOutIsLeftOut() {
    model.reply =
        _ ->
            """
            {"entities":[{"name":"Acme0","type":"organization"},{"name":"Moon","type":"place"},
              {"name":"Beta1","type":"cheese"}],
             "relations":[{"source":"Acme0","relation":"owns","target":"Moon","quote":""},
              {"source":"Acme0","relation":"owns","target":"Beta1","quote":"Acme0 sold Beta1."}]}\
            """;

    Ran ran = kit().run(json("Acme0 owns Beta1."));

    assertThat(ran.result(GraphResult.class).metadata().refuted()).isEqualTo(3);
    assertThat(tables.visible()).isEqualTo("Acme0,Beta1");
    assertThat(tables.rows())
        .contains("\"quote\": null", "\"kind\": \"term\", \"name\": \"Beta1\"");
  }

  private void finish(RecordingTaskContext stopped) {
    try {
      handler().run(parameters(OTHER), stopped.nextRun());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private World withAnOldGraph() {
    tables.empty();
    kit().run(OTHER);
    return World.on(database.pool(), tables::rows);
  }

  private HandlerKit kit() {
    return HandlerKit.of(_ -> handler()).in(() -> World.on(database.pool(), tables::rows));
  }

  private GraphHandler handler() {
    return new GraphHandler(
        new DocumentSource(
            new Documents(DocumentLimits.STANDARD),
            DocumentLimits.STANDARD,
            (reference, _, _) -> {
              throw new PermanentFailure("unknown-upload", reference);
            }),
        new Extractors(model, new EmbeddedModels(new EmbeddedProperties(1))),
        database.sql());
  }

  private String namesOrNothingOfTheLast(Question question) {
    String text = question.turns().getLast().text();
    if (text.contains(LAST)) {
      throw new PermanentFailure("no-good", "it cannot be read");
    }
    return names(question);
  }

  /// Every thing in the order of the text, the first one owning all others.
  private static String names(Question question) {
    List<String> things =
        THING
            .matcher(question.turns().getLast().text())
            .results()
            .map(match -> match.group())
            .distinct()
            .toList();
    StringBuilder entities = new StringBuilder();
    StringBuilder relations = new StringBuilder();
    for (String thing : things) {
      entities.append(",{\"name\":\"%s\",\"type\":\"organization\"}".formatted(thing));
      if (!thing.equals(things.getFirst())) {
        relations.append(
            ",{\"source\":\"%1$s\",\"relation\":\"owns\",\"target\":\"%2$s\",\"quote\":\"%1$s owns %2$s.\"}"
                .formatted(things.getFirst(), thing));
      }
    }
    return "{\"entities\":[%s],\"relations\":[%s]}"
        .formatted(
            entities.isEmpty() ? "" : entities.substring(1),
            relations.isEmpty() ? "" : relations.substring(1));
  }

  private static GraphParameters parameters(String json) {
    return Json.parse(json).as(GraphParameters.class);
  }

  private static String json(String... paragraphs) {
    return "{\"projectId\":\"p\",\"text\":\"%s\"}".formatted(String.join("\\n\\n", paragraphs));
  }
}
