package dev.millrace.api.idempotency;

import dev.millrace.api.repeat.PeriodicTask;
import dev.millrace.api.user.CurrentUser;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// Puts the memory of answers together. Its filter comes after Spring Security's, so that it knows
/// whose request it is.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IdempotencySettings.class)
class IdempotencyWiring {

  @Bean
  IdempotencyStore rememberedAnswers(JdbcClient database) {
    return new IdempotencyStore(database);
  }

  @Bean
  IdempotencyFilter idempotencyFilter(
      CurrentUser users,
      IdempotencyStore answers,
      IdempotencySettings settings,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
    return new IdempotencyFilter(users, answers::find, settings, problems);
  }

  @Bean
  PeriodicTask idempotencyCleanup(IdempotencyStore answers, IdempotencySettings settings) {
    return new PeriodicTask("task-api-idempotency", settings.cleanup(), answers::deleteExpired);
  }
}
