package dev.millrace.jobs.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.testkit.RecordingTaskContext;
import dev.millrace.jobs.embedded.EmbeddedModels;
import dev.millrace.jobs.embedded.EmbeddedProperties;
import dev.millrace.jobs.llm.Answer;
import dev.millrace.jobs.llm.AnswerListener;
import dev.millrace.jobs.llm.LanguageModel;
import dev.millrace.jobs.llm.Question;
import dev.millrace.jobs.llm.Usage;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GenerationHandlersTest {

  private static final LanguageModel NONE = new Fixed(false);
  private static final LanguageModel ONE = new Fixed(true);

  private final RecordingTaskContext context = RecordingTaskContext.inMemory();

  @Test
  void aSceneIsWrittenByTheModelAndMovesProgress() throws Exception {
    SceneHandler handler = new SceneHandler(ONE);
    GeneratedText scene =
        handler.run(new SceneParameters("A storm at sea.", "gloomy", 300, null), context);
    assertThat(handler.missing()).isEmpty();
    assertThat(scene.text()).isEqualTo("Once upon a time.");
    assertThat(scene.metadata().engine()).isEqualTo("language-model");
    assertThat(scene.metadata().usage().cost()).isEqualByComparingTo("0.5");
    assertThat(context.progress()).isNotEmpty();
  }

  @Test
  void withoutAProviderASceneFailsForGoodAndSaysWhatToConfigure() {
    SceneHandler handler = new SceneHandler(NONE);
    assertThat(handler.missing().orElseThrow()).contains("millrace.llm.providers");
    PermanentFailure failure =
        catchThrowableOfType(
            PermanentFailure.class,
            () -> handler.run(new SceneParameters("A storm.", null, null, null), context));
    assertThat(failure.code()).isEqualTo("no-language-model");
    assertThat(failure).hasMessageContaining("millrace.llm.providers");
  }

  @Test
  void withoutAProviderASummaryIsMadeOfTheScenesOwnSentences() throws Exception {
    String scene =
        "The storm hit the ship at night. Sails tore and masts broke in the storm. The cook had a cat."
            + " The captain ordered everyone below. By morning the storm had passed and the ship was lost.";
    GeneratedText summary =
        new SummaryHandler(NONE, new EmbeddedModels(new EmbeddedProperties(1)))
            .run(new SummaryParameters(scene, null, 2, null), context);
    assertThat(summary.metadata().engine()).isEqualTo("embedded");
    assertThat(summary.text()).contains("storm");
    assertThat(summary.text().split("\\. ", -1)).hasSize(2).allMatch(scene::contains);
  }

  private record Fixed(boolean available) implements LanguageModel {
    @Override
    public Answer ask(Question question, AnswerListener listener) {
      listener.received(17);
      return new Answer(
          " Once upon a time. ",
          "fake",
          "fake-1",
          false,
          new Usage(1, 10, 5, new BigDecimal("0.5")));
    }
  }
}
