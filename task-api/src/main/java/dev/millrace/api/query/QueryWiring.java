package dev.millrace.api.query;

import dev.millrace.api.dispatch.StartedTasks;
import dev.millrace.api.query.action.PendingControls;
import dev.millrace.api.query.document.TypeConditions;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Makes what reads the two databases.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProjectionSettings.class)
class QueryWiring {

  @Bean(destroyMethod = "close")
  ProjectedTasks projectedTasks(ProjectionSettings settings, TypeConditions around) {
    return new ProjectedTasks(settings, around);
  }

  @Bean
  AcceptedTasks acceptedTasks(JdbcClient database, TypeConditions around) {
    return new AcceptedTasks(database, around);
  }

  @Bean
  TaskFinder taskFinder(ProjectedTasks projected, AcceptedTasks accepted, JdbcClient database) {
    return new TaskFinder(projected, accepted, new PendingControls(database));
  }

  @Bean
  TaskScan taskScan(JdbcClient database, ProjectedTasks projected) {
    return new TaskScan(database, projected);
  }

  @Bean
  ProjectionReader projectionReader(ProjectedTasks projected) {
    return new ProjectionReader(projected);
  }

  @Bean
  TaskStatistics taskStatistics(ProjectedTasks projected, AcceptedTasks accepted) {
    return new TaskStatistics(projected, accepted);
  }

  @Bean
  StartedTasks startedTasks(ProjectedTasks projected) {
    return projected::started;
  }

  @Bean
  HealthIndicator projectionHealthIndicator(ProjectedTasks projected) {
    return () -> (projected.isReachable() ? Health.up() : Health.down()).build();
  }
}
