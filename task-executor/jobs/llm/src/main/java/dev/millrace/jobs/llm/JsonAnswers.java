package dev.millrace.jobs.llm;

import dev.millrace.executor.handler.PermanentFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads a model's answer into a record; an answer that does not fit is sent back once.
///
/// The model sees its own answer and the parser's complaint, and nobody else does: the failure that
/// is thrown after the second miss names the place in the answer, not its text.
public final class JsonAnswers {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private static final String FENCE = "```";

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

  /// Those items of an answer that can be read; one that cannot is lost alone.
  public static <T> List<T> readable(@Nullable List<JsonNode> items, Class<T> type) {
    List<T> readable = new ArrayList<>();
    for (JsonNode item : items == null ? List.<JsonNode>of() : items) {
      if (item.isObject()) {
        readable(item, type).ifPresent(readable::add);
      }
    }
    return readable;
  }

  private static <T> Optional<T> readable(JsonNode item, Class<T> type) {
    try {
      return Optional.of(MAPPER.treeToValue(item, type));
    } catch (JacksonException _) {
      return Optional.empty(); // no model is trusted to write every item well: the others count
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
    return new Parsed<>(
        read(answer.text(), type), answer.provider(), answer.model(), before.plus(answer.usage()));
  }

  /// Models like to wrap JSON into prose and Markdown fences; that much is not worth a second call.
  private static <T> T read(String text, Class<T> type) {
    int start = start(text, 0);
    int fenced = fence(text) < 0 ? -1 : start(text, fence(text));
    if (start < 0 || fenced < 0 || start == fenced) {
      return readFrom(text, Math.max(0, start), type);
    }
    try {
      return readFrom(text, start, type);
    } catch (JacksonException _) {
      return readFrom(text, fenced, type); // the first one was an example in prose
    }
  }

  private static <T> T readFrom(String text, int start, Class<T> type) {
    String json = text.substring(start);
    try (JsonParser parser = MAPPER.createParser(json)) {
      T value = MAPPER.readerFor(type).readValue(parser);
      if (value == null) {
        throw new StreamReadException(parser, "null is no answer");
      }
      int end = (int) parser.currentLocation().getCharOffset();
      if (json.substring(end).stripLeading().startsWith("{")) {
        throw new StreamReadException(parser, "there is more than one JSON object");
      }
      return value;
    }
  }

  /// Where a line begins a fence, or -1.
  private static int fence(String text) {
    return text.startsWith(FENCE) ? 0 : text.indexOf("\n" + FENCE);
  }

  /// Where something begins that is JSON and no brace or bracket of prose, or -1. An array of
  /// objects is found, too, and not the first object in it: it is not what was asked for.
  private static int start(String text, int from) {
    int first = behindBlanks(text, from);
    for (int i = first; i < text.length(); i++) {
      char opening = text.charAt(i);
      if (opening == '{' || opening == '[') {
        int next = behindBlanks(text, i + 1);
        char inside = next < text.length() ? text.charAt(next) : ' ';
        boolean json = opening == '{' ? inside == '"' || i == first : inside == '{';
        if (json) {
          return i;
        }
      }
    }
    return -1;
  }

  private static int behindBlanks(String text, int from) {
    int at = from;
    while (at < text.length() && AnswerText.isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }
}
