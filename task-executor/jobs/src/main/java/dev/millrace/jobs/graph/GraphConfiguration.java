package dev.millrace.jobs.graph;

import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.jobs.document.DocumentConfiguration;
import dev.millrace.jobs.document.DocumentSource;
import dev.millrace.jobs.embedded.EmbeddedConfiguration;
import dev.millrace.jobs.embedded.EmbeddedModels;
import dev.millrace.jobs.llm.LanguageModel;
import dev.millrace.jobs.llm.LlmConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Offers the task type `graph`, with all that it needs.
@Configuration(proxyBeanMethods = false)
@Import({LlmConfiguration.class, EmbeddedConfiguration.class, DocumentConfiguration.class})
public class GraphConfiguration {

  @Bean
  TaskHandler<GraphParameters, GraphResult> graphHandler(
      DocumentSource source, LanguageModel model, EmbeddedModels embedded, JdbcClient database) {
    return new GraphHandler(source, new Extractors(model, embedded), database);
  }
}
