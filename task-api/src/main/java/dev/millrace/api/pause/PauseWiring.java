package dev.millrace.api.pause;

import dev.millrace.api.repeat.PeriodicTask;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Puts together what knows of paused types.
@Configuration(proxyBeanMethods = false)
class PauseWiring {

  // What another process changed is shown here after this time.
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  @Bean
  TypePauses typePauses(JdbcClient database, PlatformTransactionManager transactions) {
    return new TypePauses(database, new TransactionTemplate(transactions));
  }

  @Bean
  PausedTypes pausedTypes(TypePauses rows) {
    return new PausedTypes(rows);
  }

  @Bean
  PeriodicTask pausedTypesRefresh(PausedTypes paused) {
    return new PeriodicTask("task-api-paused-types", INTERVAL, paused::refresh);
  }
}
