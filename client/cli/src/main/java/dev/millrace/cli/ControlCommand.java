package dev.millrace.cli;

import dev.millrace.client.TaskHandle;
import dev.millrace.client.Tasks;
import dev.millrace.client.task.Task;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// The commands that ask something of a task. They are done when Millrace has taken them.
abstract class ControlCommand extends TaskCommand {

  @Parameters(paramLabel = "ID", description = "The id of the task.")
  private @Nullable UUID id;

  @Option(names = "--reason", description = "Why, for people.")
  private @Nullable String reason;

  ControlCommand(Map<String, String> environment) {
    super(environment);
  }

  abstract Task ask(TaskHandle<JsonNode> task, @Nullable String why);

  @Override
  final int run(Tasks tasks) {
    Task task = ask(handle(tasks, Objects.requireNonNull(id)), reason);
    if (json()) {
      print(task.document());
    } else {
      print(task.status().word());
    }
    return Outcome.DONE;
  }

  @Command(name = "cancel", description = "Cancel a task.", mixinStandardHelpOptions = true)
  static final class Cancel extends ControlCommand {

    Cancel(Map<String, String> environment) {
      super(environment);
    }

    @Override
    Task ask(TaskHandle<JsonNode> task, @Nullable String why) {
      return task.cancel(why);
    }
  }

  @Command(
      name = "pause",
      description = "Pause a task at its next checkpoint.",
      mixinStandardHelpOptions = true)
  static final class Pause extends ControlCommand {

    Pause(Map<String, String> environment) {
      super(environment);
    }

    @Override
    Task ask(TaskHandle<JsonNode> task, @Nullable String why) {
      return task.pause(why);
    }
  }

  @Command(
      name = "resume",
      description = "Have a paused task go on.",
      mixinStandardHelpOptions = true)
  static final class Resume extends ControlCommand {

    Resume(Map<String, String> environment) {
      super(environment);
    }

    @Override
    Task ask(TaskHandle<JsonNode> task, @Nullable String why) {
      return task.resume(why);
    }
  }

  @Command(
      name = "redrive",
      description = "Put an ended task back to work.",
      mixinStandardHelpOptions = true)
  static final class Redrive extends ControlCommand {

    Redrive(Map<String, String> environment) {
      super(environment);
    }

    @Override
    Task ask(TaskHandle<JsonNode> task, @Nullable String why) {
      return task.redrive(why);
    }
  }
}
