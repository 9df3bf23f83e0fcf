package dev.millrace.jobs.generation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.jobs.llm.Answer;
import dev.millrace.jobs.llm.Usage;
import org.jspecify.annotations.Nullable;

/// A text and where it came from: the result of `summary` and `scene`.
public record GeneratedText(String text, Metadata metadata) {

  /// How the text came about.
  ///
  /// @param engine `language-model` or `embedded`
  /// @param model who wrote it, such as `openai/gpt-5`; null for the embedded engine
  /// @param truncated whether the provider stopped at its limit of tokens
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Metadata(String engine, @Nullable String model, boolean truncated, Usage usage) {}

  static GeneratedText by(Answer answer) {
    return new GeneratedText(
        answer.text().strip(),
        new Metadata(
            "language-model",
            answer.provider() + "/" + answer.model(),
            answer.truncated(),
            answer.usage()));
  }

  static GeneratedText extracted(String text) {
    return new GeneratedText(text, new Metadata("embedded", null, false, Usage.NONE));
  }
}
