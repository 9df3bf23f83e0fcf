package dev.millrace.jobs.llm;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A language model that says what the test wants.
public final class ScriptedModel implements LanguageModel {

  /// What was asked, in order.
  public final List<Question> asked = new ArrayList<>();

  /// What is answered; may throw.
  public Function<Question, String> reply = _ -> "";

  /// Whether it is configured.
  public boolean available = true;

  @Override
  public boolean available() {
    return available;
  }

  @Override
  public Answer ask(Question question, AnswerListener listener) {
    asked.add(question);
    return new Answer(
        reply.apply(question), "fake", "fake-1", false, new Usage(1, 10, 5, BigDecimal.ONE));
  }
}
