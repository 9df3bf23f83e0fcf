package dev.millrace.jobs.analysis;

import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.jobs.document.DocumentConfiguration;
import dev.millrace.jobs.document.DocumentLimits;
import dev.millrace.jobs.document.Documents;
import dev.millrace.jobs.document.UploadedDocuments;
import dev.millrace.jobs.embedded.EmbeddedConfiguration;
import dev.millrace.jobs.embedded.EmbeddedModels;
import dev.millrace.jobs.llm.LanguageModel;
import dev.millrace.jobs.llm.LlmConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// Offers the task type `analysis`, with all that it needs but the store of blobs, in which uploads
/// are.
@Configuration(proxyBeanMethods = false)
@Import({LlmConfiguration.class, EmbeddedConfiguration.class, DocumentConfiguration.class})
public class AnalysisConfiguration {

  @Bean
  TaskHandler<AnalysisParameters, AnalysisResult> analysisHandler(
      Documents documents,
      DocumentLimits limits,
      UploadedDocuments uploads,
      LanguageModel model,
      EmbeddedModels embedded) {
    return new AnalysisHandler(documents, limits, uploads, model, embedded);
  }
}
