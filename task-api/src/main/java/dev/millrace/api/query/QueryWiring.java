package dev.millrace.api.query;

import dev.millrace.api.dispatch.StartedTasks;
import dev.millrace.api.pause.PausedTypes;
import dev.millrace.blobs.Blobs;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Puts the way of an answer together.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ProjectionSettings.class, ResultSettings.class, WaitSettings.class})
class QueryWiring {

  @Bean
  TypeConditions surroundings(PausedTypes paused, TypeLoads loads, Clock clock) {
    return new TypeConditions(paused, loads, clock);
  }

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
  TaskScan taskWalk(JdbcClient database, ProjectedTasks projected) {
    return new TaskScan(database, projected);
  }

  @Bean(destroyMethod = "close")
  TaskWait taskWait(TaskFinder tasks, TaskNews news) {
    return new TaskWait(tasks, news);
  }

  /// Nobody is kept waiting by a process that stops.
  @Bean
  ApplicationListener<ContextClosedEvent> endOfWaits(TaskWait waits) {
    return _ -> waits.endAll();
  }

  @Bean
  ProjectionReader projectionReader(ProjectedTasks projected) {
    return new ProjectionReader(projected);
  }

  @Bean
  StoredResults storedResults(Blobs blobs, ResultSettings settings) {
    return new StoredResults(blobs, settings.inline().toBytes());
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
