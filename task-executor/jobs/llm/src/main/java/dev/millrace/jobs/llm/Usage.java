package dev.millrace.jobs.llm;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// What calls to language models consumed.
///
/// @param calls requests that were answered
/// @param promptTokens tokens sent
/// @param completionTokens tokens received
/// @param cost in the currency of the configured prices; null when a provider has no price
public record Usage(
    int calls, long promptTokens, long completionTokens, @Nullable BigDecimal cost) {

  public static final Usage NONE = new Usage(0, 0, 0, BigDecimal.ZERO);

  /// Both together; the cost is unknown as soon as one of them is.
  public Usage plus(Usage other) {
    return new Usage(
        calls + other.calls,
        promptTokens + other.promptTokens,
        completionTokens + other.completionTokens,
        cost == null || other.cost == null ? null : cost.add(other.cost));
  }

  public long tokens() {
    return promptTokens + completionTokens;
  }
}
