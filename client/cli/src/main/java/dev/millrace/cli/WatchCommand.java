package dev.millrace.cli;

import dev.millrace.client.TaskHandle;
import dev.millrace.client.Tasks;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `millrace task watch`.
@Command(
    name = "watch",
    description = "Wait for a task to end and print its result.",
    mixinStandardHelpOptions = true)
final class WatchCommand extends TaskCommand {

  private final boolean terminal;

  @Parameters(paramLabel = "ID", description = "The id of the task.")
  private @Nullable UUID id;

  @Option(
      names = "--timeout",
      defaultValue = "P7D",
      description = "Longest wait, such as PT10M; the task goes on.")
  private @Nullable Duration timeout;

  WatchCommand(Map<String, String> environment, boolean terminal) {
    super(environment);
    this.terminal = terminal;
  }

  @Override
  int run(Tasks tasks) {
    return await(
        this, handle(tasks, Objects.requireNonNull(id)), Objects.requireNonNull(timeout), terminal);
  }

  static int await(
      TaskCommand command, TaskHandle<JsonNode> task, Duration atMost, boolean terminal) {
    JsonNode result = new Watching(command.err(), terminal).await(task, atMost);
    if (command.json()) {
      command.print(task.get().document());
    } else if (result != null && !result.isNull()) {
      command.print(result);
    }
    return Outcome.DONE;
  }
}
