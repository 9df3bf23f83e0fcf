package dev.millrace.jobs.llm;

import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.TransientFailure;

/// Answers questions; which provider does is configuration.
public interface LanguageModel {

  /// Whether any provider is configured.
  boolean available();

  /// Blocks until a provider has answered in full. Nothing is kept of a call that was cut short;
  /// the provider may charge for it all the same.
  ///
  /// @throws TransientFailure when no provider could answer now
  /// @throws PermanentFailure when no provider is configured or the question was refused
  /// @throws InterruptedException when the thread is interrupted; the connection is closed
  Answer ask(Question question, AnswerListener listener) throws InterruptedException;
}
