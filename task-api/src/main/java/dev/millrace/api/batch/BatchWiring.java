package dev.millrace.api.batch;

import dev.millrace.api.dispatch.Acceptances;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Puts the way of a batch's commands together.
@Configuration(proxyBeanMethods = false)
class BatchWiring {

  @Bean
  Batches batches(JdbcClient database, DataSource source) {
    return new Batches(
        database,
        new Acceptances(database),
        new TransactionTemplate(new JdbcTransactionManager(source)));
  }
}
