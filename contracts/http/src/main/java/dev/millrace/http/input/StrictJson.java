package dev.millrace.http.input;

import dev.millrace.events.stored.StorableText;
import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemException;
import dev.millrace.http.problem.ProblemType;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ValueNode;

/// Reads JSON as RFC 8259 means it: one value, no name twice, nothing after it.
///
/// Numbers keep every digit. What other readers of the task could not carry is refused here:
/// numbers beyond [#LARGEST_EXPONENT] digits of scale, texts that [StoredText] refuses, more than
/// [#DEEPEST_NESTING] levels, more tokens than a [BoundedParser] lets through.
public final class StrictJson {

  static final int DEEPEST_NESTING = 100;
  static final int LARGEST_EXPONENT = 400;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST_NESTING).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          // An array is read item by item; who reads a whole body looks for more after it.
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .nodeFactory(new BoundedNumbers())
          .build();

  private StrictJson() {}

  /// Reads the one value of a body.
  ///
  /// @throws ProblemException with line, column and pointer, when it is anything else
  public static JsonNode read(byte[] body) {
    return read(body, null);
  }

  static JsonNode read(byte[] body, @Nullable BodyMemory memory) {
    return whole(bounded(new StringReader(StorableText.decoded(body)), memory));
  }

  /// The same as the body comes in.
  public static JsonNode read(LimitedInput body) {
    return whole(parser(body));
  }

  private static JsonNode whole(BoundedParser over) {
    try (BoundedParser parser = over) {
      try {
        JsonNode value = value(parser);
        if (parser.nextToken() != null) {
          throw malformed(parser, "there is more after the end of the value");
        }
        return value;
      } catch (JacksonException e) {
        throw malformed(parser, e);
      }
    }
  }

  /// A parser with the same rules over a stream; read it with [#value].
  static BoundedParser parser(InputStream body) {
    return bounded(
        new InputStreamReader(body, StorableText.decoder()),
        body instanceof LimitedInput limited ? limited.memory() : null);
  }

  /// @param text with a mark in place of what is no UTF-8, for [StoredText] to find
  private static BoundedParser bounded(Reader text, @Nullable BodyMemory memory) {
    return new BoundedParser(MAPPER.createParser(text), memory);
  }

  /// The compact text of a value.
  public static String text(JsonNode value) {
    return MAPPER.writeValueAsString(value);
  }

  static JsonNode value(BoundedParser parser) {
    return value(parser, "");
  }

  /// @param at the pointer of the value in its body
  static JsonNode value(BoundedParser parser, String at) {
    parser.beginValue();
    JsonNode value = MAPPER.readTree(parser);
    if (value == null || value.isMissingNode()) {
      throw malformed(parser, "the body is empty");
    }
    return StoredText.require(value, at);
  }

  static ProblemException malformed(JsonParser parser, JacksonException e) {
    if (e instanceof JacksonIOException io && io.getCause() instanceof BodyRefused refused) {
      return refused.problem().asException();
    }
    if (e instanceof BoundedParser.TooManyTokens) {
      return Problem.of(ProblemType.TOO_LARGE, "The JSON is too large: " + e.getOriginalMessage())
          .with("limit", BoundedParser.MOST_TOKENS)
          .asException();
    }
    return malformed(parser, e.getOriginalMessage());
  }

  static ProblemException malformed(JsonParser parser, @Nullable String what) {
    var at = parser.currentLocation();
    String pointer = parser.streamReadContext().pathAsPointer().toString();
    return Problem.of(
            ProblemType.MALFORMED_JSON,
            "Line " + at.getLineNr() + ", column " + at.getColumnNr() + ": " + what)
        .with("line", at.getLineNr())
        .with("column", at.getColumnNr())
        .withErrors(List.of(new Problem.FieldError(pointer, what == null ? "" : what)))
        .asException();
  }

  /// Refuses numbers that are a few bytes as text and gigabytes once somebody writes them out.
  private static final class BoundedNumbers extends JsonNodeFactory {
    @Override
    public ValueNode numberNode(@Nullable BigDecimal number) {
      if (number != null
          && Math.abs((long) number.precision() - number.scale()) > LARGEST_EXPONENT) {
        throw new NumberTooLarge();
      }
      return super.numberNode(number);
    }
  }

  static final class NumberTooLarge extends JacksonException {
    NumberTooLarge() {
      super("a number has an exponent beyond " + LARGEST_EXPONENT);
    }

    @Override
    public Object processor() {
      return StrictJson.class;
    }
  }
}
