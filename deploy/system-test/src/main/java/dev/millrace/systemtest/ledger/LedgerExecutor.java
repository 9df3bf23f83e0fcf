package dev.millrace.systemtest.ledger;

import dev.millrace.executor.app.TaskExecutorApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/// The executor as it is shipped, with one more task type.
public final class LedgerExecutor {

  private LedgerExecutor() {}

  /// Starts it in this process.
  public static void run(String[] arguments) {
    new SpringApplicationBuilder(TaskExecutorApplication.class, LedgerConfiguration.class)
        .properties("spring.config.name=task-executor")
        .run(arguments);
  }
}
