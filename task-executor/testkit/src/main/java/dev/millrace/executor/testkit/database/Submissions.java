package dev.millrace.executor.testkit.database;

import dev.millrace.events.command.SubmitTask;
import dev.millrace.events.task.UserId;
import dev.millrace.executor.submit.Submitter;
import java.util.ArrayList;
import java.util.List;

/// Remembers the tasks that are submitted in a transaction.
final class Submissions {

  static final Submitter.Origin TESTER = new Submitter.Origin(new UserId("tester"), null, null);

  private final List<SubmitTask> tasks = new ArrayList<>();

  Submitter submitter() {
    return new Submitter((_, task, _) -> tasks.add(task));
  }

  List<SubmitTask> all() {
    return List.copyOf(tasks);
  }
}
