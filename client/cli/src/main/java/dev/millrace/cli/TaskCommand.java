package dev.millrace.cli;

import dev.millrace.client.TaskHandle;
import dev.millrace.client.Tasks;
import dev.millrace.type.TaskType;
import java.io.PrintWriter;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the commands share.
abstract class TaskCommand implements Callable<Integer> {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Connection connection;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  @Option(names = "--json", description = "Print JSON, as the service has it.")
  private boolean json;

  TaskCommand(Map<String, String> environment) {
    connection = new Connection(environment);
  }

  /// The exit code.
  @Override
  public Integer call() throws Exception {
    return run(connection.tasks());
  }

  abstract int run(Tasks tasks) throws Exception;

  final boolean json() {
    return json;
  }

  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /// A line of JSON.
  final void print(JsonNode value) {
    out().println(PlainText.ofJson(JSON.writeValueAsString(value)));
    out().flush();
  }

  final void print(String line) {
    out().println(PlainText.of(line));
    out().flush();
  }

  static JsonMapper mapper() {
    return JSON;
  }

  /// A type of which the name alone is known.
  static TaskType<JsonNode, JsonNode> type(String name) {
    return TaskType.of(name, JsonNode.class, JsonNode.class);
  }

  /// A task of whatever type.
  static TaskHandle<JsonNode> handle(Tasks tasks, UUID id) {
    return tasks.handle(id, type("task"));
  }
}
