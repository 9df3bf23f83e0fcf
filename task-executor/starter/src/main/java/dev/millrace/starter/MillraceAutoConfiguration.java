package dev.millrace.starter;

import dev.millrace.executor.EngineConfiguration;
import dev.millrace.executor.RelayConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/// Makes an executor of an application: its [dev.millrace.executor.handler.TaskHandler] beans and
/// its methods that are a [dev.millrace.executor.handler.Task] run tasks, with the application's
/// own data source and Kafka.
@AutoConfiguration
@ConditionalOnExecutor
@Import({
  EngineConfiguration.class,
  RelayConfiguration.class,
  SchemaConfiguration.class,
  SubmissionConfiguration.class
})
public class MillraceAutoConfiguration {

  @Bean
  static TaskMethods millraceTaskMethods() {
    return new TaskMethods();
  }
}
