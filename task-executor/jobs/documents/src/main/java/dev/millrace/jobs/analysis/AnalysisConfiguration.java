package dev.millrace.jobs.analysis;

import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.jobs.document.DocumentConfiguration;
import dev.millrace.jobs.document.DocumentSource;
import dev.millrace.jobs.embedded.EmbeddedConfiguration;
import dev.millrace.jobs.embedded.EmbeddedModels;
import dev.millrace.jobs.llm.LanguageModel;
import dev.millrace.jobs.llm.provider.LlmConfiguration;
import dev.millrace.starter.ConditionalOnExecutor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/// Offers the task type `analysis`, with all that it needs but the store of blobs, in which uploads
/// are.
@AutoConfiguration
@ConditionalOnExecutor
@Import({LlmConfiguration.class, EmbeddedConfiguration.class, DocumentConfiguration.class})
public class AnalysisConfiguration {

  @Bean
  TaskHandler<AnalysisParameters, AnalysisResult> analysisHandler(
      DocumentSource source, LanguageModel model, EmbeddedModels embedded) {
    return new AnalysisHandler(source, model, embedded);
  }
}
