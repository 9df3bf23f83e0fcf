package dev.millrace.executor;

import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.TaskType;
import dev.millrace.executor.fleet.FleetLimit;
import dev.millrace.executor.fleet.PostgresFleetLimit;
import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.executor.work.WorkPollers;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/// What the pollers of work need: Kafka's consumers, the limits of the settings, and the run
/// store's database for limits of the fleet.
///
/// @param computingPermits how many tasks of a type that computes run at once here
/// @param fetchBytes most bytes that a consumer fetches at once
record PollerResources(
    DataSource database,
    KafkaConnection kafka,
    ExecutorSettings settings,
    int computingPermits,
    int fetchBytes)
    implements WorkPollers.Surroundings {

  @Override
  public ExecutorGroup group() {
    return kafka.group();
  }

  @Override
  public WorkPollers.Limits limitsOf(TaskHandler<?, ?> handler) {
    WorkPollers.Limits limits = settings.limitsOf(handler.type(), handler.policy().fleetLimit());
    return switch (handler.workload()) {
      case WAITS -> limits;
      case COMPUTES ->
          new WorkPollers.Limits(Math.min(limits.here(), computingPermits), limits.inFleet());
    };
  }

  @Override
  public ShareConsumer<String, byte[]> consumer(
      TaskType type, Priority priority, int recordsPerPoll) {
    return kafka.workConsumer(type, priority, recordsPerPoll, fetchBytes);
  }

  @Override
  public FleetLimit fleetLimit(TaskType type, int limit) {
    return new PostgresFleetLimit(
        JdbcClient.create(database), new JdbcTransactionManager(database), type, limit);
  }

  @Override
  public WorkPollers.RoomSettings room() {
    return new WorkPollers.RoomSettings(settings.room().limit(), settings.room().weights());
  }
}
