package dev.millrace.jobs.sleep;

import dev.millrace.starter.ConditionalOnExecutor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/// Offers the task type `sleep`; it takes new tasks only where a setting allows it.
@AutoConfiguration
@ConditionalOnExecutor
@EnableConfigurationProperties(SleepSettings.class)
public class SleepConfiguration {

  private static final int KILLED = 137;

  @Bean
  SleepHandler sleepHandler(SleepSettings settings) {
    return new SleepHandler(settings, () -> Runtime.getRuntime().halt(KILLED));
  }
}
