package dev.millrace.api.deadletter;

import dev.millrace.api.deadletter.redrive.RecordSender;
import dev.millrace.api.deadletter.redrive.RedriveQueue;
import dev.millrace.api.deadletter.redrive.RedriveWork;
import dev.millrace.api.deadletter.store.Decisions;
import dev.millrace.api.deadletter.store.ProjectedDeadLetters;
import dev.millrace.api.dispatch.Acceptances;
import dev.millrace.api.query.ProjectionReader;
import dev.millrace.api.repeat.PeriodicTask;
import dev.millrace.outbox.Outbox;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Puts together what operators can do with dead letters.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeadLetterSettings.class)
class DeadLetterWiring {

  private static final Duration FORGET_EVERY = Duration.ofHours(1);

  @Bean
  ProjectedDeadLetters projectedLetters(ProjectionReader projection) {
    return new ProjectedDeadLetters(projection);
  }

  @Bean
  Decisions deadLetterDecisions(JdbcClient database) {
    return new Decisions(database);
  }

  @Bean
  DeadLetterFinder letterFinder(ProjectedDeadLetters letters, Decisions decisions) {
    return new DeadLetterFinder(letters, decisions);
  }

  @Bean
  DeadLetterActions letterDesk(
      ProjectedDeadLetters letters,
      Decisions decisions,
      JdbcClient database,
      PlatformTransactionManager transactions) {
    return new DeadLetterActions(
        letters, decisions, database, new TransactionTemplate(transactions));
  }

  @Bean(destroyMethod = "close")
  RecordSender recordSender(KafkaProperties kafka) {
    return new RecordSender(kafka.buildProducerProperties());
  }

  @Bean
  PeriodicTask redrives(
      ProjectedDeadLetters letters,
      Decisions decisions,
      RecordSender sender,
      JdbcClient database,
      PlatformTransactionManager transactions,
      DeadLetterSettings settings,
      Clock clock) {
    var work =
        new RedriveWork(
            new RedriveQueue(database),
            letters,
            decisions,
            sender,
            new Acceptances(database)::owners,
            new Outbox(database)::emit,
            new TransactionTemplate(transactions),
            clock);
    return new PeriodicTask("task-api-redrive", settings.interval(), work::work);
  }

  @Bean
  PeriodicTask decisionExpiry(Decisions decisions, DeadLetterSettings settings) {
    return new PeriodicTask(
        "task-api-decision-expiry", FORGET_EVERY, () -> decisions.forget(settings.keep()));
  }
}
