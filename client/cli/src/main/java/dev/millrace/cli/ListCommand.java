package dev.millrace.cli;

import dev.millrace.client.TaskFilter;
import dev.millrace.client.Tasks;
import dev.millrace.client.task.Progress;
import dev.millrace.client.task.Task;
import dev.millrace.client.task.TaskStatus;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `millrace task list`.
@Command(
    name = "list",
    description = "List tasks, newest first. An operator sees everybody's.",
    mixinStandardHelpOptions = true)
final class ListCommand extends TaskCommand {

  @Option(
      names = "--status",
      split = ",",
      description =
          "In one of these: scheduled, pending, running, retry, paused, cancelling,"
              + " compensating, completed, failed, cancelled, timeout.")
  private List<TaskStatus> statuses = List.of();

  @Option(names = "--type", split = ",", description = "Of one of these types.")
  private List<String> types = List.of();

  @Option(names = "--user", description = "Of this user.")
  private @Nullable String user;

  @Option(names = "--project", description = "Of this project.")
  private @Nullable String project;

  @Option(names = "--parent", paramLabel = "ID", description = "The children of this batch.")
  private @Nullable UUID parent;

  @Option(
      names = "--limit",
      defaultValue = "20",
      description = "Most tasks; ${DEFAULT-VALUE} unless given.")
  private int limit;

  ListCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  int run(Tasks tasks) {
    var filter = new TaskFilter(statuses, types, user, project, parent, null, null);
    try (Stream<Task> found = tasks.find(filter).limit(limit)) {
      if (json()) {
        found.forEach(task -> print(task.document()));
      } else {
        found.forEach(task -> print(line(task)));
      }
    }
    return Outcome.DONE;
  }

  /// The id, which has always the same length, and what is of interest.
  private static String line(Task task) {
    Progress progress = task.progress();
    String percent =
        progress == null || progress.percent() < 0 || task.status().isFinal()
            ? ""
            : progress.percent() + "%";
    return String.join(
        "  ",
        task.id().toString(),
        padded(task.status().word(), 12),
        padded(percent, 4),
        padded(task.type(), 16),
        task.createdAt().toString(),
        task.document().path("userId").asString(""));
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
