package dev.millrace.api.quota;

import dev.millrace.api.repeat.PeriodicTask;
import dev.millrace.api.user.CurrentUser;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// Puts the quotas together.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(QuotaSettings.class)
class QuotaWiring {

  @Bean(destroyMethod = "close")
  Instances instances(JdbcClient database) {
    return new Instances(database);
  }

  @Bean
  PeriodicTask instanceBeat(Instances instances) {
    return new PeriodicTask("task-api-instances", Instances.BEAT, instances::beat);
  }

  @Bean
  Quotas quotas(QuotaSettings settings, JdbcClient database, Clock clock, Instances instances) {
    return new Quotas(settings, database, clock, instances);
  }

  @Bean
  QuotaFilter quotaFilter(
      Quotas quotas,
      CurrentUser users,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
    return new QuotaFilter(quotas, users, problems);
  }
}
