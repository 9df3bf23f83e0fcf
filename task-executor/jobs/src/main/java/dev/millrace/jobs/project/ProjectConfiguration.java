package dev.millrace.jobs.project;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Offers projects and their graphs over HTTP.
@Configuration(proxyBeanMethods = false)
public class ProjectConfiguration {

  @Bean
  ProjectController projectController(JdbcClient database) {
    return new ProjectController(new ProjectQueries(database));
  }

  @Bean
  GraphController graphController(JdbcClient database) {
    return new GraphController(new ProjectQueries(database), new GraphQueries(database));
  }
}
