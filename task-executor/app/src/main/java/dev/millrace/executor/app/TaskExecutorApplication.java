package dev.millrace.executor.app;

import dev.millrace.access.AccessConfiguration;
import dev.millrace.http.HttpConfiguration;
import dev.millrace.http.problem.ProblemKind;
import dev.millrace.http.problem.ProblemKinds;
import dev.millrace.openapi.ApiDescription;
import dev.millrace.openapi.OpenApiConfiguration;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/// An executor with all of Millrace's task types, which also serves monsters over HTTP.
///
/// Its settings are in `task-executor.yaml`. A task type is here because its module is a dependency
/// of this one.
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({AccessConfiguration.class, HttpConfiguration.class, OpenApiConfiguration.class})
public class TaskExecutorApplication {

  static void main(String[] arguments) {
    // Also for the libraries: what they write for machines depends on it.
    Locale.setDefault(Locale.ROOT);
    builder().run(arguments);
  }

  /// The application ready to run, for those who start several in one process.
  public static SpringApplicationBuilder builder() {
    return new SpringApplicationBuilder(TaskExecutorApplication.class)
        .properties("spring.config.name=task-executor");
  }

  @Bean
  ApiDescription apiDescription(ObjectProvider<ProblemKinds> ofJobs) {
    return ApiDescription.of(
        "task-executor",
        ofJobs.stream().flatMap(kinds -> kinds.kinds().stream()).toArray(ProblemKind[]::new));
  }
}
