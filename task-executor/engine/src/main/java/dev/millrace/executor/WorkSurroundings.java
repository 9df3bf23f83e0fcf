package dev.millrace.executor;

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

/// What the pollers of work need: Kafka's consumers, the limits of the settings, and the journal's
/// database for limits of the fleet.
record WorkSurroundings(DataSource database, KafkaConnection kafka, ExecutorSettings settings)
    implements WorkPollers.Surroundings {

  @Override
  public WorkPollers.Limits limitsOf(TaskHandler<?, ?> handler) {
    return settings.limitsOf(handler.type(), handler.policy().fleetLimit());
  }

  @Override
  public ShareConsumer<String, byte[]> consumer(
      TaskType type, Priority priority, int recordsPerPoll) {
    return kafka.workConsumer(type, priority, recordsPerPoll);
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
