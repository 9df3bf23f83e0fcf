package dev.millrace.http.input;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.util.JsonParserDelegate;

/// Counts what a value is made of while a tree is made of it: a body of a few bytes a node is far
/// larger as a tree.
final class BoundedParser extends JsonParserDelegate {

  /// Most tokens of one value: brackets, names and values.
  static final int MOST_TOKENS = 100_000;

  private static final int STEP = 1_000;

  private final @Nullable BodyMemory memory;
  private int tokens;

  /// @param memory who pays for the tokens; null where nobody need
  BoundedParser(JsonParser parser, @Nullable BodyMemory memory) {
    super(parser);
    this.memory = memory;
  }

  /// The next value has all its tokens before it.
  void beginValue() {
    tokens = 0;
  }

  @Override
  public @Nullable JsonToken nextToken() {
    count();
    return super.nextToken();
  }

  @Override
  public @Nullable String nextName() {
    count();
    return super.nextName();
  }

  /// A number whose exponent no `BigDecimal` has is refused by the parser, and not as JSON is.
  @Override
  public BigDecimal getDecimalValue() {
    try {
      return super.getDecimalValue();
    } catch (ArithmeticException | NumberFormatException e) {
      throw new StrictJson.NumberTooLarge();
    }
  }

  private void count() {
    tokens++;
    if (tokens > MOST_TOKENS) {
      throw new TooManyTokens();
    }
    if (memory != null && tokens % STEP == 0) {
      memory.tokens(tokens);
    }
  }

  /// A value is too large, however few bytes it has.
  static final class TooManyTokens extends JacksonException {
    TooManyTokens() {
      super("a value has more than " + MOST_TOKENS + " brackets, names and values");
    }

    @Override
    public Object processor() {
      return BoundedParser.class;
    }
  }
}
