package dev.millrace.executor.control;

import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.executor.lease.LeaseKeeper;
import dev.millrace.executor.observe.EngineMeters;
import dev.millrace.executor.work.deadletter.DeadLetters;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/// The part of an executor that takes commands, for its own tasks and everybody's.
public final class ControlPlane {

  private static final Duration TO_STOP = Duration.ofSeconds(10);

  private final ControlConsumer consumer;
  private final OwnerWakeUp wakeUp;
  private final StuckHandlers stubborn;
  private boolean started;

  /// What reads the commands of a group of executors.
  ///
  /// @param settings of a member of the consumer group that applies them
  public record Member(ExecutorGroup group, Map<String, Object> settings) {}

  public ControlPlane(
      DataSource database,
      ExecutorId self,
      Member member,
      LeaseKeeper lease,
      StuckHandlers stubborn,
      DeadLetters deadLetters,
      EngineMeters meters,
      Clock clock) {
    this.consumer =
        new ControlConsumer(
            new PostgresCommandJournal(
                JdbcClient.create(database),
                new JdbcTransactionManager(database),
                member.group(),
                clock),
            member,
            deadLetters,
            meters);
    this.wakeUp = new OwnerWakeUp(database, self, lease::beatNow);
    this.stubborn = stubborn;
  }

  /// Starts taking commands; their topic must be there.
  public synchronized void start() {
    started = true;
    consumer.start();
    wakeUp.start();
    stubborn.start();
  }

  /// Ends it; what is not applied yet is another executor's.
  public synchronized void stop() throws InterruptedException {
    if (!started) {
      return;
    }
    consumer.stop();
    wakeUp.stop(TO_STOP);
    stubborn.stop();
  }
}
