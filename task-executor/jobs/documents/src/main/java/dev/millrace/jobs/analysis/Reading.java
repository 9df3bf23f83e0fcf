package dev.millrace.jobs.analysis;

import dev.millrace.events.task.TaskId;
import dev.millrace.jobs.document.Chunk;
import dev.millrace.jobs.document.Engine;
import dev.millrace.jobs.embedded.Language;
import dev.millrace.jobs.llm.AnswerListener;
import dev.millrace.jobs.llm.Usage;
import java.util.List;
import java.util.Optional;

/// An engine that reads chunks and sums up what was found.
interface Reading {

  Engine engine();

  /// What one chunk holds.
  Read read(Chunk chunk, Assignment assignment) throws InterruptedException;

  /// The summary of the whole, from what all chunks gave.
  Concluded conclude(Findings findings, Assignment assignment) throws InterruptedException;

  /// What is asked of the engine.
  ///
  /// @param language of the answer
  /// @param source the document's own language
  /// @param listener hears an answer grow
  record Assignment(
      TaskId task,
      AnalysisParameters.Kind kind,
      Language language,
      Language source,
      AnswerListener listener) {}

  /// The findings of one chunk.
  record Read(List<Finding> findings, Usage usage, Optional<String> model) {}

  /// The summary, and what it cost.
  record Concluded(String summary, Usage usage) {}
}
