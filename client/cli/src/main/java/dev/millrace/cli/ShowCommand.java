package dev.millrace.cli;

import dev.millrace.client.Tasks;
import dev.millrace.client.task.Task;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `millrace task show`.
@Command(name = "show", description = "Show a task as it stands.", mixinStandardHelpOptions = true)
final class ShowCommand extends TaskCommand {

  private static final List<String> MEMBERS =
      List.of(
          "id",
          "type",
          "status",
          "userId",
          "projectId",
          "parentId",
          "priority",
          "attempt",
          "maxRetries",
          "createdAt",
          "startedAt",
          "completedAt",
          "waiting",
          "progress",
          "error",
          "parameters",
          "result");

  @Parameters(paramLabel = "ID", description = "The id of the task.")
  private @Nullable UUID id;

  ShowCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  int run(Tasks tasks) {
    Task task = handle(tasks, Objects.requireNonNull(id)).get();
    if (json()) {
      print(task.document());
      return Outcome.DONE;
    }
    for (String name : MEMBERS) {
      JsonNode value = task.document().path(name);
      if (!value.isNull() && !value.isMissingNode()) {
        print(
            (name + " ".repeat(12)).substring(0, 12)
                + (value.isString() ? value.stringValue() : mapper().writeValueAsString(value)));
      }
    }
    return Outcome.DONE;
  }
}
