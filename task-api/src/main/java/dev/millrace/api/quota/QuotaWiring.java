package dev.millrace.api.quota;

import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Puts the quotas together.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(QuotaSettings.class)
class QuotaWiring {

  @Bean
  Quotas quotas(QuotaSettings settings, JdbcClient database, Clock clock) {
    return new Quotas(
        new SubmissionRates(settings.submissionsPerMinute(), TimeMeter.SYSTEM_NANOTIME),
        new ActiveTasks(settings, new ActiveCount(database, settings.activeTasks()), clock),
        settings);
  }
}
