package dev.millrace.jobs.llm.provider;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Builds the one [LanguageModel] of the process from `millrace.llm.*`.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LlmProperties.class)
public class LlmConfiguration {

  @Bean
  LanguageModels languageModels(LlmProperties settings, MeterRegistry meters) {
    return LanguageModels.of(settings, System::getenv, meters, Clock.systemUTC());
  }
}
