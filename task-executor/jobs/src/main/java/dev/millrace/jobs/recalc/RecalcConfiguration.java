package dev.millrace.jobs.recalc;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Offers the task type `recalc`.
@Configuration(proxyBeanMethods = false)
public class RecalcConfiguration {

  @Bean
  RecalcHandler recalcHandler(JdbcClient database) {
    return new RecalcHandler(database);
  }
}
