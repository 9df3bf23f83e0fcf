package dev.millrace.executor;

import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.TaskType;
import dev.millrace.executor.attempt.RunningAttempts;
import dev.millrace.executor.catalogue.CatalogueAnnouncer;
import dev.millrace.executor.catalogue.HandlerRegistry;
import dev.millrace.executor.control.ControlPlane;
import dev.millrace.executor.control.StuckHandlers;
import dev.millrace.executor.group.GroupCheck;
import dev.millrace.executor.group.GroupDatabase;
import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.executor.lease.LeaseKeeper;
import dev.millrace.executor.observe.EngineMeters;
import dev.millrace.executor.presence.Presence;
import dev.millrace.executor.presence.Snapshots;
import dev.millrace.executor.work.Waits;
import dev.millrace.executor.work.WorkPollers;
import dev.millrace.executor.work.deadletter.DeadLetters;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Wires what hears commands, and what tells others of this executor.
@Configuration(proxyBeanMethods = false)
class ControlConfiguration {

  @Bean
  ControlPlane controlPlane(
      DataSource database,
      ExecutorId self,
      KafkaConnection kafka,
      LeaseKeeper lease,
      StuckHandlers stubborn,
      DeadLetters letters,
      EngineMeters meters,
      @Qualifier(EngineConfiguration.CLOCK) Clock clock) {
    return new ControlPlane(
        database,
        self,
        new ControlPlane.Member(kafka.group(), kafka.commander()),
        lease,
        stubborn,
        letters,
        meters,
        clock);
  }

  @Bean
  Presence presence(
      ExecutorId self,
      HandlerRegistry handlers,
      WorkPollers.Surroundings surroundings,
      RunningAttempts running,
      WorkPollers pollers,
      GroupDatabase database,
      Producer<String, byte[]> producer,
      @Qualifier(EngineConfiguration.CLOCK) Clock clock) {
    Map<TaskType, Integer> permits =
        handlers.handlers().stream()
            .collect(
                Collectors.toMap(
                    TaskHandler::type,
                    handler ->
                        handler instanceof Waits
                            ? Waits.LIMIT
                            : surroundings.limitsOf(handler).here()));
    return new Presence(
        new Snapshots(
            self,
            EngineConfiguration.hostName(),
            clock.instant(),
            permits,
            handlers.finishes(),
            handlers.group(),
            database::id),
        running,
        pollers::waiting,
        producer,
        clock);
  }

  @Bean
  CatalogueAnnouncer catalogueAnnouncer(
      HandlerRegistry handlers,
      ExecutorSettings settings,
      KafkaConnection kafka,
      GroupDatabase database,
      @Qualifier(EngineConfiguration.CLOCK) Clock clock) {
    var check =
        new GroupCheck(
            kafka.self(),
            handlers.group(),
            handlers.claimed(),
            database,
            kafka.common(),
            kafka.clientId("group"),
            clock);
    return new CatalogueAnnouncer(
        handlers, settings.topics().plan(), check, kafka::admin, kafka::announcer);
  }
}
