package dev.millrace.api.dispatch;

import dev.millrace.api.pause.TypePauses;
import dev.millrace.api.repeat.PeriodicTask;
import dev.millrace.outbox.relay.OutboxRelay;
import dev.millrace.outbox.relay.wal.RelayLogin;
import dev.millrace.outbox.relay.wal.RelaySettings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Puts together what leaves without a request.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  DispatchSettings.class,
  RelayLogin.class,
  SlotSettings.class,
  SweepSettings.class
})
class RelayWiring {

  @Bean
  OutboxRelay outboxRelay(
      RelayLogin login,
      JdbcConnectionDetails service,
      Environment environment,
      KafkaProperties kafka,
      SlotSettings slot,
      JdbcClient database,
      TypePauses types) {
    return new OutboxRelay(
        new RelaySettings(
            login.database(
                service.getJdbcUrl(), service.getUsername(), service.getPassword(), environment),
            slot.slot(),
            SlotSettings.NAME,
            slot.slot(),
            "/millrace/api",
            slot.heartbeat()),
        kafka.buildProducerProperties(),
        new RequestRepair(database, types));
  }

  @Bean
  PeriodicTask dueDispatcher(
      JdbcClient database, PlatformTransactionManager transactions, DispatchSettings settings) {
    var work = new DueWork(database, new TransactionTemplate(transactions));
    return new PeriodicTask("task-api-due", settings.interval(), work::send);
  }

  @Bean
  PeriodicTask sweep(
      JdbcClient database,
      PlatformTransactionManager transactions,
      StartedTasks started,
      SweepSettings settings,
      MeterRegistry meters) {
    Counter resent =
        Counter.builder("millrace.api.resent")
            .description("work items sent again, since nobody had started the task")
            .register(meters);
    var work =
        new UnstartedWork(
            database, new TransactionTemplate(transactions), started, settings, resent);
    return new PeriodicTask("task-api-sweep", settings.interval(), work::sweep);
  }

  @Bean
  RelayReport relayHealthIndicator(OutboxRelay relay) {
    return new RelayReport(relay);
  }
}
