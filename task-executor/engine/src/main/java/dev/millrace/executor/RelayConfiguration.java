package dev.millrace.executor;

import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.executor.group.GroupClaim;
import dev.millrace.executor.group.GroupDatabase;
import dev.millrace.executor.store.postgres.RunRestoration;
import dev.millrace.outbox.relay.OutboxRelay;
import dev.millrace.outbox.relay.RelayHealth;
import dev.millrace.outbox.relay.wal.RelayLogin;
import dev.millrace.outbox.relay.wal.RelaySettings;
import java.time.Clock;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/// Wires the relay that publishes what the run store says; the last part to stop.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RelayLogin.class)
public class RelayConfiguration {

  @Bean
  OutboxRelay executorRelay(
      RelayLogin login,
      JdbcConnectionDetails service,
      Environment environment,
      KafkaProperties kafka,
      DataSource database,
      ExecutorSettings settings,
      @Qualifier(EngineConfiguration.CLOCK) Clock clock) {
    RunRestoration restoration =
        new RunRestoration(
            JdbcClient.create(database), new JdbcTransactionManager(database), clock);
    return new OutboxRelay(
        RelaySettings.of(
                "executor",
                login.database(
                    service.getJdbcUrl(),
                    service.getUsername(),
                    service.getPassword(),
                    environment))
            .withSlot(slot(settings.owners()), "millrace.executor.group"),
        kafka.buildProducerProperties(),
        _ -> Optional.of(restoration.restoreAll().from()));
  }

  private static String slot(ExecutorGroup group) {
    String ofDefault = "millrace_executor";
    return group.isDefault() ? ofDefault : ofDefault + "_" + group.value().replace('-', '_');
  }

  @Bean
  GroupClaim groupClaim(GroupDatabase database, ExecutorSettings settings, ExecutorId self) {
    return new GroupClaim(database, settings.owners(), self);
  }

  /// Says when facts are not published; standing by is fine, since another process publishes then.
  @Bean
  HealthIndicator relayHealthIndicator(OutboxRelay relay) {
    return () -> {
      RelayHealth health = relay.health();
      var report = health.trouble().isPresent() ? Health.down() : Health.up();
      return report.withDetails(health.details()).build();
    };
  }
}
