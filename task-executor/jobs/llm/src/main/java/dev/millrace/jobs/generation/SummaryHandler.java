package dev.millrace.jobs.generation;

import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.task.TaskType;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.TaskContext;
import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.executor.handler.Workload;
import dev.millrace.jobs.embedded.EmbeddedModels;
import dev.millrace.jobs.embedded.Language;
import dev.millrace.jobs.llm.Answer;
import dev.millrace.jobs.llm.CallKind;
import dev.millrace.jobs.llm.LanguageModel;
import dev.millrace.jobs.llm.Question;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Sums up one scene.
///
/// One call, nothing committed on the way: an attempt that is cut short starts again.
final class SummaryHandler implements TaskHandler<SummaryParameters, GeneratedText> {

  private final LanguageModel model;
  private final SceneExtract extract;

  SummaryHandler(LanguageModel model, EmbeddedModels embedded) {
    this.model = model;
    this.extract = new SceneExtract(embedded);
  }

  @Override
  public TaskType type() {
    return new TaskType("summary");
  }

  @Override
  public String description() {
    return "Sums up one scene; with a batch, many.";
  }

  @Override
  public Class<SummaryParameters> parameters() {
    return SummaryParameters.class;
  }

  @Override
  public Optional<Class<GeneratedText>> result() {
    return Optional.of(GeneratedText.class);
  }

  @Override
  public Workload workload() {
    return model.available() ? Workload.WAITS : Workload.COMPUTES;
  }

  /// The call itself has the provider's time-out; the rest is for waiting for its turn.
  @Override
  public TaskPolicy policy() {
    return TaskPolicy.STANDARD.withTimeout(Duration.ofHours(1));
  }

  @Override
  public GeneratedText run(SummaryParameters parameters, TaskContext context)
      throws InterruptedException {
    if (parameters.scene().isBlank()) {
      throw new PermanentFailure("bad-input", "the scene is empty");
    }
    if (!model.available()) {
      return GeneratedText.extracted(
          extract.of(
              parameters.scene(),
              parameters.sentencesOrDefault(),
              (read, all) -> context.progress(read, (long) all, "reading", null)));
    }
    Language language =
        parameters.language() == null ? Language.of(parameters.scene()) : parameters.language();
    String title = parameters.title() == null ? "" : parameters.title() + "\n\n";
    Question question =
        Question.of(
            context.taskId(),
            CallKind.OTHER,
            Question.Form.TEXT,
            Instructions.summary(parameters.sentencesOrDefault(), language),
            title + parameters.scene());
    Answer answer =
        model.ask(
            question,
            characters -> context.progress(0, 1L, "writing", Map.of("characters", characters)));
    context.progress(1, 1L, "done", null);
    return GeneratedText.by(answer);
  }
}
