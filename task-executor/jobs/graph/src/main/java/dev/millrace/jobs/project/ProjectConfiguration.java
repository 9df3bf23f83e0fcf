package dev.millrace.jobs.project;

import dev.millrace.http.problem.ProblemConfiguration;
import dev.millrace.http.problem.ProblemKinds;
import dev.millrace.starter.ConditionalOnExecutor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Offers projects and their graphs over HTTP.
// Before Spring puts an answer to exceptions of its own in the place of ours.
@AutoConfiguration(before = WebMvcAutoConfiguration.class)
@ConditionalOnExecutor
@Import(ProblemConfiguration.class)
public class ProjectConfiguration {

  @Bean
  ProblemKinds projectProblems() {
    return ProblemKinds.of(ProjectProblem.values());
  }

  @Bean
  ProjectController projectController(JdbcClient database) {
    return new ProjectController(new ProjectQueries(database));
  }

  @Bean
  GraphController graphController(JdbcClient database) {
    return new GraphController(new ProjectQueries(database), new GraphQueries(database));
  }
}
