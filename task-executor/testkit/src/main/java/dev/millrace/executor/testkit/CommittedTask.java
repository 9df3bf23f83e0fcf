package dev.millrace.executor.testkit;

import dev.millrace.events.TaskEvent;
import dev.millrace.events.command.SubmitTask;
import dev.millrace.events.stored.Json;
import dev.millrace.executor.saga.SagaState;
import dev.millrace.executor.testkit.database.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is left of a task when its process dies: what was committed.
final class CommittedTask {

  @Nullable Json checkpoint;
  SagaState saga = SagaState.NEW;
  int commits;
  final List<TaskEvent> facts = new ArrayList<>();
  final List<Statement> writes = new ArrayList<>();
  final List<SubmitTask> submitted = new ArrayList<>();
}
