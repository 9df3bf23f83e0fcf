package dev.millrace.jobs.embedded;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Provides the process's [EmbeddedModels]; nothing is loaded until a task needs it.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EmbeddedProperties.class)
public class EmbeddedConfiguration {

  @Bean
  EmbeddedModels embeddedModels(EmbeddedProperties settings) {
    return new EmbeddedModels(settings);
  }
}
