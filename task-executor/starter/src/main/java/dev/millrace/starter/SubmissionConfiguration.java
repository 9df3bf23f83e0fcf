package dev.millrace.starter;

import dev.millrace.executor.submit.Submitter;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Lets the application submit tasks in its own transactions: the executor's relay reads the same
/// database.
@Configuration(proxyBeanMethods = false)
class SubmissionConfiguration {

  @Bean
  TransactionalTasks transactionalTasks(DataSource database) {
    return new TransactionalTasks(Submitter.in(JdbcClient.create(database), Clock.systemUTC()));
  }
}
