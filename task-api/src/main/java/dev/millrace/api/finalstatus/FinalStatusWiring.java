package dev.millrace.api.finalstatus;

import dev.millrace.api.batch.Batches;
import dev.millrace.api.repeat.PeriodicTask;
import dev.millrace.kafka.GroupReader;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Puts the fold of endings and the expiry together.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FinalStatusSettings.class)
class FinalStatusWiring {

  @Bean
  FinalStatusListener endingListener(
      JdbcClient database, Batches batches, Clock clock, MeterRegistry meters) {
    var listener = new FinalStatusListener(new FinalStatusRows(database), batches, clock);
    FunctionCounter.builder(
            "millrace.api.endings.put.aside", listener, FinalStatusListener::putAside)
        .description("records of the event log that were passed over")
        .register(meters);
    return listener;
  }

  @Bean
  GroupReader endingLog(
      KafkaProperties kafka, FinalStatusSettings settings, FinalStatusListener listener) {
    return FinalStatusLog.reader(
        kafka.buildAdminProperties(), kafka.buildConsumerProperties(), settings.group(), listener);
  }

  @Bean
  PeriodicTask requestExpiry(JdbcClient database, FinalStatusSettings settings) {
    return new PeriodicTask(
        "task-api-expiry", settings.expiryInterval(), new ExpiredRequests(database)::delete);
  }

  @Bean
  PeriodicTask olderProcesses(JdbcClient database, FinalStatusSettings settings) {
    return new PeriodicTask(
        "task-api-older-processes",
        settings.expiryInterval(),
        new OlderProcesses(database)::catchUp);
  }

  @Bean
  HealthIndicator endingsHealthIndicator(GroupReader endingLog, FinalStatusListener listener) {
    return () ->
        (endingLog.isRunning() ? Health.up() : Health.down())
            .withDetail("partitions", endingLog.partitions())
            .withDetail("putAside", listener.putAside())
            .build();
  }
}
