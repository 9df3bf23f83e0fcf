package dev.millrace.jobs.generation;

import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.jobs.embedded.EmbeddedConfiguration;
import dev.millrace.jobs.embedded.EmbeddedModels;
import dev.millrace.jobs.llm.LanguageModel;
import dev.millrace.jobs.llm.provider.LlmConfiguration;
import dev.millrace.starter.ConditionalOnExecutor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/// Offers the task types `summary` and `scene`, with all that they need.
@AutoConfiguration
@ConditionalOnExecutor
@Import({LlmConfiguration.class, EmbeddedConfiguration.class})
public class GenerationConfiguration {

  @Bean
  TaskHandler<SummaryParameters, GeneratedText> summaryHandler(
      LanguageModel model, EmbeddedModels embedded) {
    return new SummaryHandler(model, embedded);
  }

  @Bean
  TaskHandler<SceneParameters, GeneratedText> sceneHandler(LanguageModel model) {
    return new SceneHandler(model);
  }
}
