package dev.millrace.jobs.graph.extract;

import dev.millrace.events.task.TaskId;
import dev.millrace.jobs.document.Chunk;
import dev.millrace.jobs.document.Engine;
import dev.millrace.jobs.embedded.Language;
import dev.millrace.jobs.llm.AnswerListener;

/// An engine that finds entities and relations.
public interface Extractor {

  Engine engine();

  /// What one part of the text holds. Nothing is remembered from one part to the next.
  ///
  /// @param listener hears how far it has come
  Extraction extract(Chunk chunk, Language language, TaskId task, AnswerListener listener)
      throws InterruptedException;
}
