package dev.millrace.events.stored;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.json.JsonMapper;

/// A JSON value that Millrace carries without looking inside: parameters, results, checkpoints.
///
/// The text is one valid JSON value on one line, without white space between tokens, because it
/// comes from a Jackson generator. That makes it safe to paste into a larger document, and it never
/// holds a raw tab or newline, which the outbox relies on.
@JsonDeserialize(using = Json.FromTokens.class)
public record Json(@JsonValue @JsonRawValue String text) {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /// The empty object.
  public static final Json EMPTY_OBJECT = new Json("{}");

  /// Trusts that `text` is compact JSON; for text from outside use [#parse(String)].
  public Json {
    requireNonNull(text, "text");
  }

  /// Reads any JSON text and keeps its compact form, every digit of its numbers included.
  ///
  /// @throws tools.jackson.core.JacksonException when it is not one JSON value
  public static Json parse(String text) {
    try (JsonParser parser = MAPPER.createParser(text)) {
      parser.nextToken();
      Json value = copy(parser);
      if (parser.nextToken() != null) {
        throw new StreamReadException(parser, "more than one JSON value");
      }
      return value;
    }
  }

  /// Writes a value as JSON with Jackson's default rules. Whatever texts are in it, every store can
  /// hold the outcome: see [StorableText].
  public static Json of(Object value) {
    return new Json(StorableText.cleanedJson(MAPPER.writeValueAsString(value)));
  }

  /// Reads this value into a type with Jackson's default rules.
  public <T> T as(Class<T> type) {
    return MAPPER.readValue(text, type);
  }

  @Override
  public String toString() {
    return text;
  }

  private static Json copy(JsonParser parser) {
    StringWriter text = new StringWriter();
    try (JsonGenerator copy = MAPPER.createGenerator(text)) {
      copy.copyCurrentStructureExact(parser);
    }
    return new Json(text.toString());
  }

  /// Copies the tokens of one value, so that nothing is built only to be written again.
  static final class FromTokens extends ValueDeserializer<Json> {
    @Override
    public Json deserialize(JsonParser parser, DeserializationContext context) {
      return copy(parser);
    }
  }
}
