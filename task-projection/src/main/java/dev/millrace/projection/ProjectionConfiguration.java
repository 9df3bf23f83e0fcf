package dev.millrace.projection;

import dev.millrace.projection.kafka.EventLog;
import dev.millrace.projection.kafka.LogMeters;
import dev.millrace.projection.poll.PoisonIsolating;
import dev.millrace.projection.postgres.Tables;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;

/// How the parts of the service hang together.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProjectionSettings.class)
class ProjectionConfiguration {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  /// Runs what is done again and again; the end of the service waits for what is under way.
  @Bean
  SimpleAsyncTaskScheduler taskScheduler(Clock clock) {
    var scheduler = new SimpleAsyncTaskScheduler();
    scheduler.setThreadNamePrefix("millrace-projection-");
    scheduler.setVirtualThreads(true);
    scheduler.setClock(clock);
    return scheduler;
  }

  /// Partitions are made by the role that migrates, where that is another one.
  @Bean
  Tables projectionTables(
      DataSource database,
      ObjectProvider<Flyway> migrations,
      ProjectionSettings settings,
      Clock clock) {
    Flyway flyway = migrations.getIfAvailable();
    DataSource owner = flyway == null ? database : flyway.getConfiguration().getDataSource();
    return new Tables(database, owner, clock, settings.expiry().history());
  }

  @Bean
  @DependsOn("flywayInitializer")
  EventLog eventLog(
      ConsumerFactory<?, ?> consumers,
      ProjectionSettings settings,
      Tables tables,
      MeterRegistry registry) {
    return new EventLog(
        consumers.getConfigurationProperties(),
        settings.log(),
        new PoisonIsolating(tables.writer()),
        tables.offsets(),
        new LogMeters(registry));
  }

  @Bean
  @DependsOn("flywayInitializer")
  EventLog deadLetterLog(
      ConsumerFactory<?, ?> consumers,
      ProjectionSettings settings,
      Tables tables,
      MeterRegistry registry) {
    return EventLog.ofDeadLetters(
        consumers.getConfigurationProperties(),
        settings.deadLetters(),
        new PoisonIsolating(tables.letterWriter()),
        tables.offsets(),
        LogMeters.ofDeadLetters(registry));
  }

  @Bean
  @DependsOn("flywayInitializer")
  ExpirySchedule expirySchedule(
      Tables tables, TaskScheduler scheduler, ProjectionSettings settings) {
    return new ExpirySchedule(tables.expiry(), scheduler, settings.expiry());
  }

  @Bean
  ProjectionHealth projectionHealth(
      EventLog eventLog, EventLog deadLetterLog, ProjectionSettings settings) {
    return new ProjectionHealth(
        eventLog, deadLetterLog, settings.lagLimit(), settings.standingLimit());
  }
}
