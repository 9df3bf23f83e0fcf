package dev.millrace.jobs.calibration;

import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.starter.ConditionalOnExecutor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/// Offers the task type `calibration`.
@AutoConfiguration
@ConditionalOnExecutor
@EnableConfigurationProperties(CalibrationProperties.class)
public class CalibrationConfiguration {

  @Bean
  TaskHandler<CalibrationParameters, CalibrationResult> calibrationHandler(
      CalibrationProperties settings) {
    return new CalibrationHandler(settings, System::getenv);
  }
}
