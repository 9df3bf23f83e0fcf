package dev.millrace.jobs.graph;

import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.jobs.document.DocumentConfiguration;
import dev.millrace.jobs.document.DocumentSource;
import dev.millrace.jobs.embedded.EmbeddedConfiguration;
import dev.millrace.jobs.embedded.EmbeddedModels;
import dev.millrace.jobs.graph.extract.Extractors;
import dev.millrace.jobs.llm.LanguageModel;
import dev.millrace.jobs.llm.provider.LlmConfiguration;
import dev.millrace.schema.FormerTables;
import dev.millrace.schema.OwnSchema;
import dev.millrace.starter.ConditionalOnExecutor;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Offers the task type `graph`, with all that it needs.
@AutoConfiguration
@ConditionalOnExecutor
@Import({LlmConfiguration.class, EmbeddedConfiguration.class, DocumentConfiguration.class})
public class GraphConfiguration {

  /// Projects, and the graph of each.
  public static final OwnSchema TABLES =
      new OwnSchema(
          "millrace_graph",
          "db/graph",
          new FormerTables(
              "V20__graph.sql",
              149321620,
              List.of(
                  "project",
                  "graph_build",
                  "graph_chunk",
                  "graph_mention",
                  "graph_claim",
                  "graph_node",
                  "graph_edge",
                  "graph_task")));

  @Bean
  OwnSchema graphTables() {
    return TABLES;
  }

  @Bean
  TaskHandler<GraphParameters, GraphResult> graphHandler(
      DocumentSource source, LanguageModel model, EmbeddedModels embedded, JdbcClient database) {
    return new GraphHandler(source, new Extractors(model, embedded), database);
  }
}
