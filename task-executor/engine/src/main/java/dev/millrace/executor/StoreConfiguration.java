package dev.millrace.executor;

import dev.millrace.events.task.ExecutorId;
import dev.millrace.executor.cleaning.CleaningSettings;
import dev.millrace.executor.cleaning.RunCleaning;
import dev.millrace.executor.room.PostgresWaitingRoom;
import dev.millrace.executor.room.WaitingRoom;
import dev.millrace.executor.store.RunStore;
import dev.millrace.executor.store.StoreGate;
import dev.millrace.executor.store.postgres.PostgresRunStore;
import dev.millrace.executor.store.rows.GuardedTransaction;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.util.function.SingletonSupplier;

/// Wires what the engine keeps in its database.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CleaningSettings.class)
class StoreConfiguration {

  /// The run store has a transaction manager of its own: an application's may be JPA's, which opens
  /// an entity manager for every claim and outcome. What handlers commit goes through the
  /// application's, so that its repositories take part.
  @Bean
  RunStore runStore(
      DataSource database,
      ExecutorId self,
      ExecutorSettings settings,
      ObjectProvider<PlatformTransactionManager> applications,
      @Qualifier(EngineConfiguration.CLOCK) Clock clock) {
    return new PostgresRunStore(
        JdbcClient.create(database),
        new JdbcTransactionManager(database),
        // Asked at the first commit: it may need what is made after the engine.
        new GuardedTransaction(
            database, SingletonSupplier.ofNullable(applications::getIfUnique), clock),
        self,
        settings.lease(),
        clock);
  }

  @Bean
  WaitingRoom waitingRoom(
      DataSource database, ExecutorId self, @Qualifier(EngineConfiguration.CLOCK) Clock clock) {
    return new PostgresWaitingRoom(
        JdbcClient.create(database), new JdbcTransactionManager(database), self, clock);
  }

  @Bean
  StoreGate storeGate() {
    return new StoreGate();
  }

  /// Ended tasks and commands are remembered for longer than any record about them can come late.
  @Bean
  ScheduledTaskRegistrar runCleaning(
      DataSource database, CleaningSettings cleaning, ExecutorSettings settings) {
    cleaning.requireLongerThan(settings.topics().retention());
    var runs = new RunCleaning(JdbcClient.create(database), cleaning);
    var schedule = new ScheduledTaskRegistrar();
    // Not at the start, when there is enough else to do.
    schedule.addFixedDelayTask(
        new FixedDelayTask(runs::clean, cleaning.interval(), cleaning.interval()));
    return schedule;
  }
}
