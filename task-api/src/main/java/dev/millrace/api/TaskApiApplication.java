package dev.millrace.api;

import dev.millrace.access.AccessConfiguration;
import dev.millrace.api.problem.TaskProblem;
import dev.millrace.blobs.BlobsConfiguration;
import dev.millrace.http.HttpConfiguration;
import dev.millrace.http.problem.ProblemConfiguration;
import dev.millrace.openapi.ApiDescription;
import dev.millrace.openapi.OpenApiConfiguration;
import java.time.Clock;
import java.util.Locale;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/// The task-api service. Its settings are in `task-api.yaml`.
@SpringBootApplication
@Import({
  AccessConfiguration.class,
  BlobsConfiguration.class,
  HttpConfiguration.class,
  OpenApiConfiguration.class,
  ProblemConfiguration.class
})
public class TaskApiApplication {

  static void main(String[] args) {
    // Also for the libraries: what they write for machines depends on it.
    Locale.setDefault(Locale.ROOT);
    builder().run(args);
  }

  /// The application ready to run, for those who start several in one process.
  public static SpringApplicationBuilder builder() {
    return new SpringApplicationBuilder(TaskApiApplication.class)
        .properties("spring.config.name=task-api");
  }

  @Bean
  ApiDescription apiDescription() {
    return ApiDescription.of("task-api", TaskProblem.values());
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
