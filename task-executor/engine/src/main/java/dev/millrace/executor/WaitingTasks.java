package dev.millrace.executor;

import dev.millrace.executor.batch.BatchHandler;
import dev.millrace.executor.bulk.BulkControlHandler;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The engine's own task types: tasks that stand for many others, and wait for them.
@Configuration(proxyBeanMethods = false)
class WaitingTasks {

  @Bean
  BatchHandler batchHandler(DataSource database) {
    return new BatchHandler(JdbcClient.create(database));
  }

  @Bean
  BulkControlHandler bulkControlHandler(DataSource database) {
    return new BulkControlHandler(JdbcClient.create(database));
  }
}
