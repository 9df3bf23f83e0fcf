package dev.millrace.jobs.llm;

/// Hears how an answer grows while it is streamed.
@FunctionalInterface
public interface AnswerListener {

  AnswerListener NONE = _ -> {};

  /// Called on the asking thread for every piece that arrives; must be quick.
  ///
  /// @param characters how many have come so far; starts again when another provider takes over
  void received(long characters);
}
