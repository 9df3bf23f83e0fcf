package dev.millrace.executor;

import dev.millrace.events.task.Priority;
import dev.millrace.events.wire.DeadLetterHeaders;
import dev.millrace.executor.attempt.AttemptRunner;
import dev.millrace.executor.catalogue.HandlerRegistry;
import dev.millrace.executor.lease.LeaseKeeper;
import dev.millrace.executor.lease.TakeoverSweep;
import dev.millrace.executor.observe.EngineMeters;
import dev.millrace.executor.pause.TypeControls;
import dev.millrace.executor.pause.TypeGate;
import dev.millrace.executor.retry.RetryDispatch;
import dev.millrace.executor.retry.RetryForwarder;
import dev.millrace.executor.room.WaitingRoom;
import dev.millrace.executor.store.RunStore;
import dev.millrace.executor.store.StoreGate;
import dev.millrace.executor.store.postgres.PostgresRetryRows;
import dev.millrace.executor.work.WorkPollers;
import dev.millrace.executor.work.deadletter.DeadLetter;
import dev.millrace.executor.work.deadletter.DeadLetters;
import dev.millrace.executor.work.deadletter.KafkaDeadLetters;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Wires what takes work in: pollers, retries, and the pauses of types.
@Configuration(proxyBeanMethods = false)
class WorkConfiguration {

  @Bean
  TypeGate typeGate() {
    return new TypeGate();
  }

  @Bean
  TypeControls typeControls(TypeGate types, KafkaConnection kafka, EngineMeters meters) {
    return new TypeControls(types, kafka.common(), kafka.clientId("whole"), meters);
  }

  @Bean
  WorkPollers workPollers(
      RunStore store,
      WaitingRoom room,
      AttemptRunner runner,
      LeaseKeeper lease,
      StoreGate gate,
      TypeGate types,
      EngineMeters meters,
      DeadLetters letters,
      @Qualifier(EngineConfiguration.CLOCK) Clock clock) {
    return new WorkPollers(
        new WorkPollers.Engine(
            store, room, runner, gate, types, new TakeoverSweep(store), letters, meters, clock));
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
      EngineMeters meters,
      @Qualifier(EngineConfiguration.CLOCK) Clock clock) {
    return new RetryForwarder(
        kafka::retryConsumer,
        new RetryDispatch(
            kafka.group(),
            new PostgresRetryRows(JdbcClient.create(database), clock, kafka.group()),
            producer,
            (record, why) -> {
              meters.unreadable(1);
              letters.publish(
                  List.of(DeadLetter.of(record, DeadLetterHeaders.UNREADABLE, why.toString())));
            }),
        clock);
  }

  @Bean
  DeadLetters deadLetters(
      Producer<String, byte[]> producer, @Qualifier(EngineConfiguration.CLOCK) Clock clock) {
    return new KafkaDeadLetters(producer, clock);
  }
}
