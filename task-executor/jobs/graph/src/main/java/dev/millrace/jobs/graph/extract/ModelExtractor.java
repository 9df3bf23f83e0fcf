package dev.millrace.jobs.graph.extract;

import dev.millrace.events.stored.StorableText;
import dev.millrace.events.task.TaskId;
import dev.millrace.jobs.document.Chunk;
import dev.millrace.jobs.document.Engine;
import dev.millrace.jobs.document.Place;
import dev.millrace.jobs.document.Quotes;
import dev.millrace.jobs.embedded.Language;
import dev.millrace.jobs.llm.AnswerListener;
import dev.millrace.jobs.llm.CallKind;
import dev.millrace.jobs.llm.JsonAnswers;
import dev.millrace.jobs.llm.LanguageModel;
import dev.millrace.jobs.llm.Material;
import dev.millrace.jobs.llm.Question;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Asks a language model, one call a part.
///
/// What it claims is checked against the text: an entity whose name does not stand there is left
/// out, so is a relation of it, and so is a quote that is none.
final class ModelExtractor implements Extractor {

  private static final int MOST = 500;
  private static final int LONGEST_RELATION = 60;
  private static final Set<String> KINDS =
      Set.of("person", "organization", "place", "product", "work", "event", "date", "term");

  private final JsonAnswers answers;

  ModelExtractor(LanguageModel model) {
    this.answers = new JsonAnswers(model);
  }

  @Override
  public Engine engine() {
    return Engine.languageModel(8_000);
  }

  @Override
  public Extraction extract(Chunk chunk, Language language, TaskId task, AnswerListener listener)
      throws InterruptedException {
    JsonAnswers.Parsed<Reply> parsed =
        answers.ask(
            Question.of(
                task,
                CallKind.ANALYSIS,
                Question.Form.JSON,
                GraphPrompt.instructions(language),
                Material.fenced(chunk.text())),
            Reply.class,
            listener);
    Checked checked = new Checked(chunk);
    some(parsed.value().entities(), ReplyEntity.class).forEach(checked::add);
    some(parsed.value().relations(), ReplyRelation.class).forEach(checked::add);
    return new Extraction(
        List.copyOf(checked.mentions.values()),
        checked.claims,
        checked.refuted,
        parsed.usage(),
        parsed.provider() + "/" + parsed.model());
  }

  private static <T> List<T> some(@Nullable List<JsonNode> items, Class<T> type) {
    List<T> readable = JsonAnswers.readable(items, type);
    return readable.subList(0, Math.min(MOST, readable.size()));
  }

  /// What of an answer the text bears out.
  private static final class Checked {
    private final Map<String, Mention> mentions = new LinkedHashMap<>();
    private final List<Claim> claims = new ArrayList<>();
    private final Quotes quotes;
    private final String text;
    private int refuted;

    Checked(Chunk chunk) {
      quotes = new Quotes(chunk.passages());
      text = Names.key(chunk.text());
    }

    void add(ReplyEntity entity) {
      String name = entity.name() == null ? "" : entity.name().strip();
      String key = Names.key(name);
      int count = key.isEmpty() || name.length() > Names.LONGEST ? 0 : Names.count(text, key);
      if (count == 0) {
        refuted++;
        return;
      }
      String kind = entity.type() == null ? "" : entity.type().strip().toLowerCase(Locale.ROOT);
      mentions.putIfAbsent(
          key, new Mention(key, name, KINDS.contains(kind) ? kind : "term", count));
    }

    void add(ReplyRelation relation) {
      String source = Names.key(relation.source() == null ? "" : relation.source());
      String target = Names.key(relation.target() == null ? "" : relation.target());
      String name = relation.relation() == null ? "" : relation.relation().strip();
      if (!mentions.containsKey(source)
          || !mentions.containsKey(target)
          || source.equals(target)
          || name.isEmpty()
          || name.length() > LONGEST_RELATION
          || !StorableText.isStorable(name)) {
        refuted++;
        return;
      }
      String quote = relation.quote();
      Optional<Place> place =
          quote == null || quote.isBlank() || !StorableText.isStorable(quote)
              ? Optional.empty()
              : quotes.find(quote);
      if (quote != null && !quote.isBlank() && place.isEmpty()) {
        refuted++;
      }
      claims.add(
          new Claim(
              source,
              name,
              target,
              place.isPresent() ? quote : null,
              place.map(Place::page).orElse(null),
              place.map(Place::paragraph).orElse(null)));
    }
  }

  /// What the model is asked to answer with.
  record Reply(@Nullable List<JsonNode> entities, @Nullable List<JsonNode> relations) {}

  record ReplyEntity(@Nullable String name, @Nullable String type) {}

  record ReplyRelation(
      @Nullable String source,
      @Nullable String relation,
      @Nullable String target,
      @Nullable String quote) {}
}
