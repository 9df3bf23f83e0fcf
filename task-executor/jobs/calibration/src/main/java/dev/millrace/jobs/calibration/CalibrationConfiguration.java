package dev.millrace.jobs.calibration;

import dev.millrace.executor.handler.TaskHandler;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/// Offers the task type `calibration`.
@AutoConfiguration
@EnableConfigurationProperties(CalibrationProperties.class)
public class CalibrationConfiguration {

  @Bean
  TaskHandler<CalibrationParameters, CalibrationResult> calibrationHandler(
      CalibrationProperties settings) {
    return new CalibrationHandler(settings, System::getenv);
  }
}
