package dev.millrace.jobs.sleep;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Offers the task type `sleep`; it takes new tasks only where a setting allows it.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SleepSettings.class)
public class SleepConfiguration {

  private static final int KILLED = 137;

  @Bean
  SleepHandler sleepHandler(SleepSettings settings) {
    return new SleepHandler(settings, () -> Runtime.getRuntime().halt(KILLED));
  }
}
