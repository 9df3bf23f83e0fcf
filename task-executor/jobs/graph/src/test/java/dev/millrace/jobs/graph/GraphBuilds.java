package dev.millrace.jobs.graph;

import dev.millrace.events.stored.Json;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.testkit.HandlerKit;
import dev.millrace.executor.testkit.RecordingTaskContext;
import dev.millrace.executor.testkit.TestWorld;
import dev.millrace.jobs.document.DocumentLimits;
import dev.millrace.jobs.document.DocumentSource;
import dev.millrace.jobs.document.Documents;
import dev.millrace.jobs.embedded.EmbeddedModels;
import dev.millrace.jobs.embedded.EmbeddedProperties;
import dev.millrace.jobs.graph.extract.Extractors;
import dev.millrace.jobs.llm.Question;
import dev.millrace.jobs.llm.ScriptedModel;
import dev.millrace.testinfra.Infra;
import java.util.List;
import java.util.regex.Pattern;

/// Builds on a real database, with a model that names what it is asked to read.
final class GraphBuilds implements AutoCloseable {

  private static final Pattern THING = Pattern.compile("[A-Z][a-z]+[0-9]");
  private static final String FILLER =
      "and so on, as was said before, without a name. ".repeat(168);

  static final String LAST =
      "That is the last part, and too long for the part before, as this sentence sees to it.";

  /// Three parts; Acme0 stands in each of them.
  static final String TEXT =
      json(
          "Acme0 owns Beta1. " + FILLER,
          "Acme0 owns Gamma2. " + FILLER,
          "Acme0 owns Beta1. " + LAST);

  static final String OTHER = json("Delta4 uses Delta5.");

  final ScriptedModel model = new ScriptedModel();
  final GraphTables tables;

  GraphBuilds(Infra infra) {
    tables = new GraphTables(infra);
    empty();
  }

  /// No graph, and a model that answers well.
  void empty() {
    tables.empty();
    model.asked.clear();
    model.reply = GraphBuilds::names;
  }

  @Override
  public void close() {
    tables.close();
  }

  TestWorld world() {
    return TestWorld.on(tables.pool(), tables::rows);
  }

  RecordingTaskContext context() {
    return RecordingTaskContext.on(tables.pool());
  }

  HandlerKit kit() {
    return HandlerKit.of(_ -> handler()).in(this::world);
  }

  GraphHandler handler() {
    return new GraphHandler(
        new DocumentSource(
            new Documents(DocumentLimits.STANDARD),
            content -> {
              throw new IllegalStateException("no file is read here: " + content);
            },
            (reference, _) -> {
              throw new PermanentFailure("unknown-upload", reference);
            }),
        new Extractors(model, new EmbeddedModels(new EmbeddedProperties(1))),
        tables.sql());
  }

  /// Every thing in the order of the text, the first one owning all others.
  static String names(Question question) {
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

  static GraphParameters parameters(String json) {
    return Json.parse(json).as(GraphParameters.class);
  }

  static String json(String... paragraphs) {
    return "{\"projectId\":\"p\",\"text\":\"%s\"}".formatted(String.join("\\n\\n", paragraphs));
  }
}
