package dev.millrace.executor;

import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.wire.DeadLetterHeaders;
import dev.millrace.executor.attempt.AbandonedHandlers;
import dev.millrace.executor.attempt.AttemptRunner;
import dev.millrace.executor.attempt.OutcomeWriter;
import dev.millrace.executor.attempt.RunningAttempts;
import dev.millrace.executor.attempt.SchedulerWatch;
import dev.millrace.executor.catalogue.CatalogueAnnouncer;
import dev.millrace.executor.catalogue.HandlerRegistry;
import dev.millrace.executor.cleaning.CleaningSettings;
import dev.millrace.executor.cleaning.JournalCleaning;
import dev.millrace.executor.control.ControlPlane;
import dev.millrace.executor.control.StuckHandlers;
import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.executor.lease.LeaseKeeper;
import dev.millrace.executor.lease.TakeoverSweep;
import dev.millrace.executor.observe.EngineMeters;
import dev.millrace.executor.pause.TypeControls;
import dev.millrace.executor.pause.TypeGate;
import dev.millrace.executor.presence.Presence;
import dev.millrace.executor.presence.Snapshots;
import dev.millrace.executor.retry.RetryDispatch;
import dev.millrace.executor.retry.RetryForwarder;
import dev.millrace.executor.room.WaitingRoom;
import dev.millrace.executor.store.JournalGate;
import dev.millrace.executor.store.PostgresRetryRows;
import dev.millrace.executor.store.PostgresRunStore;
import dev.millrace.executor.store.PostgresWaitingRoom;
import dev.millrace.executor.store.RunStore;
import dev.millrace.executor.work.DeadLetter;
import dev.millrace.executor.work.DeadLetters;
import dev.millrace.executor.work.KafkaDeadLetters;
import dev.millrace.executor.work.Waits;
import dev.millrace.executor.work.WorkPollers;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/// Wires the engine: import it beside a data source that holds the executor's tables, Kafka's
/// properties, and [TaskHandler] beans.
@Configuration(proxyBeanMethods = false)
@Import({AttemptConfiguration.class, WaitingTasks.class})
@EnableConfigurationProperties({ExecutorSettings.class, CleaningSettings.class})
public class EngineConfiguration {

  @Bean
  ExecutorId executorId() {
    String host = hostName();
    return new ExecutorId(
        host.substring(0, Math.min(60, host.length()))
            + "-"
            + UUID.randomUUID().toString().substring(0, 8));
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "executor";
    }
  }

  @Bean
  KafkaConnection millraceKafka(KafkaProperties kafka, ExecutorId self) {
    return new KafkaConnection(kafka.buildAdminProperties(), self);
  }

  @Bean
  HandlerRegistry handlerRegistry(ObjectProvider<TaskHandler<?, ?>> handlers) {
    return new HandlerRegistry(handlers.orderedStream().toList());
  }

  @Bean
  EngineMeters engineMeters(MeterRegistry registry) {
    return new EngineMeters(registry);
  }

  /// The journal has a transaction manager of its own: an application's may be JPA's, which opens
  /// an entity manager for every claim and outcome.
  @Bean
  RunStore runJournal(DataSource database, ExecutorId self, ExecutorSettings settings) {
    return new PostgresRunStore(
        JdbcClient.create(database),
        new JdbcTransactionManager(database),
        self,
        settings.lease(),
        Clock.systemUTC());
  }

  @Bean
  WaitingRoom waitingRoom(DataSource database, ExecutorId self) {
    return new PostgresWaitingRoom(
        JdbcClient.create(database), new JdbcTransactionManager(database), self, Clock.systemUTC());
  }

  @Bean
  Producer<String, byte[]> engineProducer(KafkaConnection kafka) {
    return kafka.producer();
  }

  @Bean
  JournalGate journalGate() {
    return new JournalGate();
  }

  @Bean
  RunningAttempts runningAttempts() {
    return new RunningAttempts();
  }

  @Bean(destroyMethod = "")
  OutcomeWriter outcomeWriter(RunStore journal, RunningAttempts running, EngineMeters meters) {
    return new OutcomeWriter(journal, running, meters);
  }

  @Bean
  LeaseKeeper leaseKeeper(
      RunStore journal,
      RunningAttempts running,
      OutcomeWriter outcomes,
      JournalGate gate,
      EngineMeters meters,
      ExecutorSettings settings) {
    return new LeaseKeeper(journal, running, outcomes, gate, meters, settings.heartbeat());
  }

  @Bean
  DeadLetters deadLetters(Producer<String, byte[]> producer) {
    return new KafkaDeadLetters(producer);
  }

  /// Ended tasks and commands are remembered for longer than any record about them can come late.
  @Bean
  JournalCleaning journalCleaning(
      DataSource database, CleaningSettings cleaning, ExecutorSettings settings) {
    cleaning.requireLongerThan(settings.topics().retention());
    return new JournalCleaning(JdbcClient.create(database), cleaning);
  }

  @Bean
  CatalogueAnnouncer catalogueAnnouncer(
      HandlerRegistry handlers, ExecutorSettings settings, KafkaConnection kafka) {
    return new CatalogueAnnouncer(
        handlers, settings.topics().plan(), kafka::admin, kafka::announcer);
  }

  @Bean
  TypeGate typeGate() {
    return new TypeGate();
  }

  @Bean
  TypeControls typeControls(TypeGate types, KafkaConnection kafka, EngineMeters meters) {
    return new TypeControls(types, kafka.common(), kafka.clientId("whole"), meters);
  }

  @Bean
  Presence presence(
      ExecutorId self,
      HandlerRegistry handlers,
      WorkPollers.Surroundings surroundings,
      RunningAttempts running,
      WorkPollers pollers,
      Producer<String, byte[]> producer) {
    Map<TaskType, Integer> permits =
        handlers.handlers().stream()
            .collect(
                Collectors.toMap(
                    TaskHandler::type,
                    handler ->
                        handler instanceof Waits
                            ? Waits.LIMIT
                            : surroundings.limitsOf(handler).here()));
    Clock clock = Clock.systemUTC();
    return new Presence(
        new Snapshots(self, hostName(), clock.instant(), permits),
        running,
        pollers::waiting,
        producer,
        clock);
  }

  @Bean
  WorkPollers workPollers(
      RunStore journal,
      WaitingRoom room,
      AttemptRunner runner,
      LeaseKeeper lease,
      JournalGate gate,
      TypeGate types,
      EngineMeters meters,
      DeadLetters letters) {
    return new WorkPollers(
        new WorkPollers.Engine(
            journal, room, runner, gate, types, new TakeoverSweep(journal), letters, meters));
  }

  @Bean
  WorkPollers.Surroundings workSurroundings(
      DataSource database,
      KafkaConnection kafka,
      ExecutorSettings settings,
      HandlerSettings limits,
      HandlerRegistry handlers) {
    int consumers = handlers.handlers().size() * Priority.values().length;
    return new PollerResources(
        database,
        kafka,
        settings,
        limits.computingPermits(),
        KafkaConnection.workFetchBytes(Runtime.getRuntime().maxMemory(), consumers));
  }

  @Bean
  RetryForwarder retryForwarder(
      DataSource database,
      KafkaConnection kafka,
      Producer<String, byte[]> producer,
      DeadLetters letters,
      EngineMeters meters) {
    Clock clock = Clock.systemUTC();
    return new RetryForwarder(
        kafka::retryConsumer,
        new RetryDispatch(
            new PostgresRetryRows(JdbcClient.create(database), clock),
            producer,
            (record, why) -> {
              meters.unreadable(1);
              letters.publish(
                  List.of(DeadLetter.of(record, DeadLetterHeaders.UNREADABLE, why.toString())));
            }),
        clock);
  }

  @Bean
  ControlPlane controlPlane(
      DataSource database,
      ExecutorId self,
      KafkaConnection kafka,
      LeaseKeeper lease,
      StuckHandlers stubborn,
      DeadLetters letters,
      EngineMeters meters) {
    return new ControlPlane(database, self, kafka.commander(), lease, stubborn, letters, meters);
  }

  @Bean
  EngineConsumers engineIntakes(
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
      RunStore journal,
      RunningAttempts running,
      OutcomeWriter outcomes,
      LeaseKeeper lease,
      EngineConsumers intakes,
      ExecutorSettings settings) {
    return new Engine(announcer, journal, running, outcomes, lease, intakes, settings.grace());
  }

  @Bean
  HealthIndicator engineHealthIndicator(
      Engine engine,
      JournalGate gate,
      RunningAttempts running,
      AbandonedHandlers abandoned,
      SchedulerWatch scheduler,
      EngineMeters meters) {
    return new EngineHealth(engine, gate, running, abandoned, scheduler, meters);
  }
}
