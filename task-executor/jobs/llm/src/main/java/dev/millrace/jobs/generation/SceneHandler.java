package dev.millrace.jobs.generation;

import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.task.TaskType;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.TaskContext;
import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.executor.handler.Workload;
import dev.millrace.jobs.embedded.Language;
import dev.millrace.jobs.llm.Answer;
import dev.millrace.jobs.llm.CallKind;
import dev.millrace.jobs.llm.LanguageModel;
import dev.millrace.jobs.llm.Question;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Writes one scene from its outline; only with a language model.
///
/// One call, nothing committed on the way: an attempt that is cut short starts again.
final class SceneHandler implements TaskHandler<SceneParameters, GeneratedText> {

  private static final String WANTED =
      "scenes are written by a language model: set millrace.llm.providers[0].name, base-url, model"
          + " and api-key-env, and restart the executor";

  private final LanguageModel model;

  SceneHandler(LanguageModel model) {
    this.model = model;
  }

  @Override
  public TaskType type() {
    return new TaskType("scene");
  }

  @Override
  public String description() {
    return "Writes one scene from its outline; with a batch, many. Needs a language model.";
  }

  @Override
  public Class<SceneParameters> parameters() {
    return SceneParameters.class;
  }

  @Override
  public Optional<Class<GeneratedText>> result() {
    return Optional.of(GeneratedText.class);
  }

  @Override
  public Workload workload() {
    return Workload.WAITS;
  }

  @Override
  public Optional<String> missing() {
    return model.available() ? Optional.empty() : Optional.of(WANTED);
  }

  /// The call itself has the provider's time-out; the rest is for waiting for its turn.
  @Override
  public TaskPolicy policy() {
    return TaskPolicy.STANDARD.withTimeout(Duration.ofHours(1));
  }

  @Override
  public GeneratedText run(SceneParameters parameters, TaskContext context)
      throws InterruptedException {
    if (!model.available()) {
      throw new PermanentFailure("no-language-model", WANTED);
    }
    if (parameters.outline().isBlank()) {
      throw new PermanentFailure("bad-input", "the outline is empty");
    }
    Language language =
        parameters.language() == null ? Language.of(parameters.outline()) : parameters.language();
    String style = parameters.style() == null ? "" : "\n\nStyle: " + parameters.style();
    Question question =
        Question.of(
            context.taskId(),
            CallKind.OTHER,
            Question.Form.TEXT,
            Instructions.scene(parameters.wordsOrDefault(), language),
            parameters.outline() + style);
    Answer answer =
        model.ask(
            question,
            characters -> context.progress(0, 1L, "writing", Map.of("characters", characters)));
    context.progress(1, 1L, "done", null);
    return GeneratedText.by(answer);
  }
}
