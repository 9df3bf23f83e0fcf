package dev.millrace.jobs.llm;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/// What a model said.
///
/// @param provider the configured name of who answered
/// @param model the model as the provider calls it
/// @param truncated whether the provider stopped at its limit of tokens
public record Answer(String text, String provider, String model, boolean truncated, Usage usage) {

  public Answer {
    requireNonNull(text, "text");
    requireNonNull(provider, "provider");
    requireNonNull(model, "model");
    requireNonNull(usage, "usage");
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "Answer[%s, %s, %d characters]", provider, model, text.length());
  }
}
