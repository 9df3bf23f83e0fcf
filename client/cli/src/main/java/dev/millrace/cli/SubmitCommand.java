package dev.millrace.cli;

import dev.millrace.client.TaskHandle;
import dev.millrace.client.Tasks;
import dev.millrace.type.Priority;
import dev.millrace.type.SubmitOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// `millrace task submit`.
@Command(
    name = "submit",
    description = "Submit a task and print its id.",
    mixinStandardHelpOptions = true)
final class SubmitCommand extends TaskCommand {

  private final boolean terminal;

  @Parameters(index = "0", paramLabel = "TYPE", description = "The task type.")
  private @Nullable String type;

  @Parameters(
      index = "1",
      paramLabel = "PARAMETERS",
      defaultValue = "{}",
      description = "The parameters as JSON, @FILE to read them from a file, or - from the input.")
  private @Nullable String parameters;

  @Option(names = "--priority", description = "high, normal or low.")
  private @Nullable Priority priority;

  @Option(names = "--project", description = "What the task is grouped by.")
  private @Nullable String project;

  @Option(names = "--attempt-timeout", description = "Longest time of one attempt, such as PT30S.")
  private @Nullable Duration attemptTimeout;

  @Option(names = "--max-retries", description = "Attempts after the first one.")
  private @Nullable Integer maxRetries;

  @Option(names = "--run-at", description = "Not before this time, such as 2030-01-31T08:00:00Z.")
  private @Nullable Instant runAt;

  @Option(
      names = "--key",
      description = "An idempotency key: the same command with it makes one task within a day.")
  private @Nullable String key;

  @Option(names = "--wait", description = "Wait for it to end, as watch does.")
  private boolean wait;

  @Option(
      names = "--timeout",
      defaultValue = "P7D",
      description = "Longest wait, such as PT10M; the task goes on.")
  private @Nullable Duration timeout;

  SubmitCommand(Map<String, String> environment, boolean terminal) {
    super(environment);
    this.terminal = terminal;
  }

  @Override
  int run(Tasks tasks) throws IOException {
    var options = new SubmitOptions(key, priority, project, attemptTimeout, maxRetries, runAt);
    TaskHandle<JsonNode> task =
        tasks.submit(
            type(Objects.requireNonNull(type)), read(Objects.requireNonNull(parameters)), options);
    if (wait) {
      err().println(task.id());
      err().flush();
      return WatchCommand.await(this, task, Objects.requireNonNull(timeout), terminal);
    }
    if (json()) {
      print(mapper().createObjectNode().put("id", task.id().toString()).put("type", type));
    } else {
      print(task.id().toString());
    }
    return Outcome.DONE;
  }

  private static JsonNode read(String given) throws IOException {
    try {
      if (given.equals("-")) {
        return mapper().readTree(text(System.in));
      }
      if (given.startsWith("@")) {
        try (InputStream in = Files.newInputStream(Path.of(given.substring(1)))) {
          return mapper().readTree(text(in));
        }
      }
      return mapper().readTree(given);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "the parameters are no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }
}
