package dev.millrace.http.problem;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Answers refusals and failures of every controller of a service.
@Configuration(proxyBeanMethods = false)
public class ProblemConfiguration {

  @Bean
  ProblemAnswers problemAnswers() {
    return new ProblemAnswers();
  }
}
