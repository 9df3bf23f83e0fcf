package dev.millrace.systemtest.ledger;

import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.TaskType;
import dev.millrace.executor.handler.TaskContext;
import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.executor.handler.Workload;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The task type `ledger`, or of another name in a second group: writes a row for each step, with
/// who wrote it and who owned the task.
final class LedgerHandler implements TaskHandler<LedgerParameters, Integer> {

  private final TaskType type;
  private final ExecutorId self;

  LedgerHandler(TaskType type, ExecutorId self) {
    this.type = type;
    this.self = self;
  }

  record Written(int steps) {}

  @Override
  public TaskType type() {
    return type;
  }

  @Override
  public String description() {
    return "Writes a row for each step.";
  }

  @Override
  public Class<LedgerParameters> parameters() {
    return LedgerParameters.class;
  }

  @Override
  public Workload workload() {
    return Workload.WAITS;
  }

  /// Outlives more crashes than usual: chaos must not look like a task that kills executors.
  @Override
  public TaskPolicy policy() {
    return TaskPolicy.STANDARD.withMaxTakeovers(50);
  }

  @Override
  public Integer run(LedgerParameters parameters, TaskContext context) throws Exception {
    int done = context.checkpoint(Written.class).map(Written::steps).orElse(0);
    while (done < parameters.steps()) {
      Thread.sleep(Duration.ofMillis(parameters.millis()));
      int step = done++;
      context.commit(new Written(done), database -> write(database, context, step));
      context.progress(done, (long) parameters.steps(), null, null);
    }
    return done;
  }

  private void write(JdbcClient database, TaskContext context, int step) {
    database
        .sql(
            """
            insert into system_test.effect (task_id, step, writer, epoch, owner)
            select task_id, ?, ?, epoch, owner from millrace_engine.run where task_id = ?
            """)
        .param(step)
        .param(self.value())
        .param(context.taskId().value())
        .update();
  }
}
