package dev.millrace.api.control;

import dev.millrace.api.batch.Batches;
import dev.millrace.api.bulk.BulkQueue;
import dev.millrace.api.dispatch.Acceptances;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Puts the way of a command together.
@Configuration(proxyBeanMethods = false)
class ControlWiring {

  @Bean
  TaskControl controlDesk(
      JdbcClient database, Batches batches, PlatformTransactionManager transactions, Clock clock) {
    return new TaskControl(
        new Acceptances(database),
        new PendingControlRows(database),
        batches,
        new BulkQueue(database),
        new TransactionTemplate(transactions),
        clock);
  }
}
