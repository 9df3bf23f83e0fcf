package dev.millrace.executor.app;

import dev.millrace.access.AccessConfiguration;
import dev.millrace.executor.EngineConfiguration;
import dev.millrace.executor.RelayConfiguration;
import dev.millrace.jobs.analysis.AnalysisConfiguration;
import dev.millrace.jobs.calibration.CalibrationConfiguration;
import dev.millrace.jobs.generation.GenerationConfiguration;
import dev.millrace.jobs.intake.IntakeConfiguration;
import dev.millrace.jobs.monster.MonsterConfiguration;
import dev.millrace.jobs.problem.ProblemConfiguration;
import dev.millrace.jobs.recalc.RecalcConfiguration;
import dev.millrace.jobs.sleep.SleepConfiguration;
import dev.millrace.openapi.ApiDescription;
import dev.millrace.openapi.OpenApiConfiguration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/// An executor with all of Millrace's task types, which also serves monsters over HTTP.
///
/// Its settings are in `task-executor.yaml`. Nothing is found by scanning: a task type is here
/// because its configuration is in this list.
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
  AccessConfiguration.class,
  OpenApiConfiguration.class,
  EngineConfiguration.class,
  RelayConfiguration.class,
  RecalcConfiguration.class,
  SleepConfiguration.class,
  AnalysisConfiguration.class,
  GenerationConfiguration.class,
  CalibrationConfiguration.class,
  MonsterConfiguration.class,
  IntakeConfiguration.class,
  ProblemConfiguration.class
})
public class TaskExecutorApplication {

  static void main(String[] arguments) {
    builder().run(arguments);
  }

  /// The application ready to run, for those who start several in one process.
  public static SpringApplicationBuilder builder() {
    return new SpringApplicationBuilder(TaskExecutorApplication.class)
        .properties("spring.config.name=task-executor");
  }

  @Bean
  ApiDescription apiDescription() {
    return ApiDescription.of("task-executor");
  }
}
