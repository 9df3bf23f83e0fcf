package dev.millrace.executor;

import dev.millrace.events.task.ExecutorId;
import dev.millrace.executor.attempt.AbandonedHandlers;
import dev.millrace.executor.attempt.OutcomeWriter;
import dev.millrace.executor.attempt.RunningAttempts;
import dev.millrace.executor.attempt.SchedulerWatch;
import dev.millrace.executor.catalogue.CatalogueAnnouncer;
import dev.millrace.executor.catalogue.HandlerRegistry;
import dev.millrace.executor.control.ControlPlane;
import dev.millrace.executor.group.GroupDatabase;
import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.executor.lease.LeaseKeeper;
import dev.millrace.executor.observe.EngineMeters;
import dev.millrace.executor.pause.TypeControls;
import dev.millrace.executor.policy.TypePolicies;
import dev.millrace.executor.presence.Presence;
import dev.millrace.executor.retry.RetryForwarder;
import dev.millrace.executor.store.RunStore;
import dev.millrace.executor.store.StoreGate;
import dev.millrace.executor.work.Waits;
import dev.millrace.executor.work.WorkPollers;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Wires the engine: import it beside a data source that holds the executor's tables, Kafka's
/// properties, and [TaskHandler] beans.
@Configuration(proxyBeanMethods = false)
@Import({
  AttemptConfiguration.class,
  ControlConfiguration.class,
  StoreConfiguration.class,
  WaitingTasks.class,
  WorkConfiguration.class
})
@EnableConfigurationProperties({ExecutorSettings.class, TypePolicies.class})
public class EngineConfiguration {

  /// The one clock of the engine. The application's own, if it has one, is left to the application.
  static final String CLOCK = "millraceClock";

  @Bean(name = CLOCK, defaultCandidate = false)
  @ConditionalOnMissingBean(name = CLOCK)
  Clock millraceClock() {
    return Clock.systemUTC();
  }

  @Bean
  ExecutorId executorId() {
    String host = hostName();
    return new ExecutorId(
        host.substring(0, Math.min(60, host.length()))
            + "-"
            + UUID.randomUUID().toString().substring(0, 8));
  }

  static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "executor";
    }
  }

  @Bean
  KafkaConnection millraceKafka(KafkaProperties kafka, ExecutorId self, ExecutorSettings settings) {
    return new KafkaConnection(kafka.buildAdminProperties(), self, settings.owners());
  }

  @Bean
  Producer<String, byte[]> engineProducer(KafkaConnection kafka) {
    return kafka.producer();
  }

  @Bean
  HandlerRegistry handlerRegistry(
      ObjectProvider<TaskHandler<?, ?>> handlers,
      ExecutorSettings settings,
      TypePolicies policies) {
    return new HandlerRegistry(
        policies.over(handlers.orderedStream().toList()),
        // Tasks that stand for others wait where those are.
        new HandlerRegistry.Offer(
            settings.owners(), settings.finishedTypes(), Waits.class::isInstance));
  }

  @Bean
  GroupDatabase groupDatabase(DataSource database) {
    return new GroupDatabase(JdbcClient.create(database));
  }

  @Bean
  EngineMeters engineMeters(MeterRegistry registry) {
    return new EngineMeters(registry);
  }

  @Bean
  EngineConsumers engineConsumers(
      HandlerRegistry handlers,
      WorkPollers pollers,
      WorkPollers.Surroundings surroundings,
      RetryForwarder retries,
      ControlPlane control,
      TypeControls types,
      Presence presence,
      ExecutorSettings settings) {
    return new EngineConsumers(
        () -> pollers.start(handlers.handlers(), settings.permits(), surroundings),
        pollers,
        retries,
        control,
        types,
        presence);
  }

  @Bean
  Engine engine(
      CatalogueAnnouncer announcer,
      RunStore store,
      RunningAttempts running,
      OutcomeWriter outcomes,
      LeaseKeeper lease,
      EngineConsumers intakes,
      ExecutorSettings settings) {
    return new Engine(announcer, store, running, outcomes, lease, intakes, settings.grace());
  }

  @Bean
  HealthIndicator engineHealthIndicator(
      Engine engine,
      StoreGate gate,
      RunningAttempts running,
      AbandonedHandlers abandoned,
      SchedulerWatch scheduler,
      EngineMeters meters) {
    return new EngineHealth(engine, gate, running, abandoned, scheduler, meters);
  }
}
