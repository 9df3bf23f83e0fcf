package dev.millrace.api.bulk;

import dev.millrace.api.batch.Batches;
import dev.millrace.api.dispatch.Acceptances;
import dev.millrace.api.query.TaskScan;
import dev.millrace.api.repeat.PeriodicTask;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Puts the way of a bulk control's commands together.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BulkSettings.class)
class BulkWiring {

  private static final Duration FORGET_EVERY = Duration.ofHours(1);

  @Bean
  BulkQueue bulkQueue(JdbcClient database) {
    return new BulkQueue(database);
  }

  @Bean
  PeriodicTask bulkControls(
      BulkQueue queue,
      TaskScan walk,
      Batches batches,
      JdbcClient database,
      PlatformTransactionManager transactions,
      BulkSettings settings,
      Clock clock) {
    var work =
        new BulkWork(
            queue,
            walk,
            new Acceptances(database),
            batches,
            new TransactionTemplate(transactions),
            clock);
    return new PeriodicTask("task-api-bulk-control", settings.interval(), work::work);
  }

  @Bean
  PeriodicTask bulkExpiry(BulkQueue queue) {
    return new PeriodicTask("task-api-bulk-expiry", FORGET_EVERY, queue::forget);
  }
}
