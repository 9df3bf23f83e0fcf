package dev.millrace.jobs.llm;

import dev.millrace.executor.handler.PermanentFailure;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/// Reads a model's answer into a record; an answer that does not fit is sent back once.
///
/// The model sees its own answer and the parser's complaint, and nobody else does: the failure that
/// is thrown after the second miss names the place in the answer, not its text.
public final class JsonAnswers {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final LanguageModel model;

  public JsonAnswers(LanguageModel model) {
    this.model = model;
  }

  /// A record, and what it took to get it.
  ///
  /// @param usage of both calls, when the first answer had to be repaired
  public record Parsed<T>(T value, String provider, String model, Usage usage) {}

  /// Asks until the answer can be read as `type`, twice at most.
  ///
  /// @throws PermanentFailure `malformed-answer` when the second answer cannot be read either
  public <T> Parsed<T> ask(Question question, Class<T> type, AnswerListener listener)
      throws InterruptedException {
    Answer first = model.ask(question, listener);
    try {
      return parsed(first, type, Usage.NONE);
    } catch (JacksonException complaint) {
      Question again =
          question.followedBy(
              first.text(),
              String.format(
                  Locale.ROOT,
                  "That could not be read: %s. Answer again with the one JSON object only, complete and valid.",
                  complaint.getOriginalMessage()));
      Answer second = model.ask(again, listener);
      return lastChance(second, type, first.usage());
    }
  }

  private static <T> Parsed<T> lastChance(Answer answer, Class<T> type, Usage before) {
    try {
      return parsed(answer, type, before);
    } catch (JacksonException e) {
      throw new PermanentFailure(
          "malformed-answer",
          String.format(
              Locale.ROOT,
              "%s answered twice with something that is not the JSON asked for (line %d, column %d)%s",
              answer.provider(),
              e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
              e.getLocation() == null ? 0 : e.getLocation().getColumnNr(),
              answer.truncated() ? "; it reached max-tokens" : ""));
    }
  }

  private static <T> Parsed<T> parsed(Answer answer, Class<T> type, Usage before) {
    ObjectReader reader = MAPPER.readerFor(type);
    T value = reader.readValue(unfenced(answer.text()));
    if (value == null) {
      throw new PermanentFailure("malformed-answer", answer.provider() + " answered null");
    }
    return new Parsed<>(value, answer.provider(), answer.model(), before.plus(answer.usage()));
  }

  /// Models like to wrap JSON into a Markdown fence; that much is not worth a second call.
  private static String unfenced(String text) {
    String bare = text.strip();
    if (bare.startsWith("```") && bare.endsWith("```") && bare.indexOf('\n') > 0) {
      bare = bare.substring(bare.indexOf('\n') + 1, bare.length() - 3).strip();
    }
    return bare;
  }
}
