package dev.millrace.client;

import dev.millrace.client.BulkResult.Accepted;
import dev.millrace.client.BulkResult.Refused;
import dev.millrace.client.http.Call;
import dev.millrace.client.http.Calls;
import dev.millrace.client.problem.BadAnswerException;
import dev.millrace.client.problem.ProblemException;
import dev.millrace.client.task.Task;
import dev.millrace.type.SubmitOptions;
import dev.millrace.type.TaskType;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Tasks behind HTTP.
final class HttpTasks implements Tasks {

  private final Calls calls;
  private final TaskJson json;

  HttpTasks(Calls calls, TaskJson json) {
    this.calls = calls;
    this.json = json;
  }

  @Override
  public <P extends @Nullable Object, R extends @Nullable Object> TaskHandle<R> submit(
      TaskType<P, R> type, P parameters, SubmitOptions options) {
    JsonNode answer =
        post(
            Paths.with(Paths.TASKS + "/" + type.name(), given(options)),
            json.parameters(type, parameters),
            options);
    return handle(id(answer), type);
  }

  @Override
  public <P extends @Nullable Object, R extends @Nullable Object> List<BulkResult<R>> submitAll(
      TaskType<P, R> type, List<P> parameters, SubmitOptions options) {
    if (parameters.size() > MOST_AT_ONCE) {
      throw new IllegalArgumentException(
          "at most " + MOST_AT_ONCE + " tasks at once; got " + parameters.size());
    }
    if (parameters.isEmpty()) {
      return List.of();
    }
    JsonNode answers = post(Paths.TASKS, json.bulk(type, parameters, given(options)), options);
    if (answers.size() != parameters.size()) {
      throw new BadAnswerException("The answer has not one result for each task");
    }
    List<BulkResult<R>> results = new ArrayList<>();
    for (JsonNode answer : answers) {
      results.add(result(answer, type));
    }
    return List.copyOf(results);
  }

  private <R extends @Nullable Object> BulkResult<R> result(JsonNode answer, TaskType<?, R> type) {
    if (answer.path("outcome").asString("").equals("refused")) {
      return new Refused<>(ProblemException.of(Calls.problem(answer)));
    }
    return new Accepted<>(
        handle(id(answer), type),
        answer.path("outcome").asString("").equals("coalesced"),
        answer.path("ignored").valueStream().map(name -> name.asString("")).toList());
  }

  @Override
  public <R extends @Nullable Object> TaskHandle<R> handle(UUID id, TaskType<?, R> type) {
    return new HttpTaskHandle<>(calls, json, id, type);
  }

  @Override
  public Tasks onBehalfOf(String user) {
    return new HttpTasks(calls.onBehalfOf(user), json);
  }

  @Override
  public Stream<Task> find(TaskFilter filter) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(
            new TaskPages(calls, filter), Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  /// The key and the bytes are the same however often it is sent, so one task comes of it.
  private JsonNode post(String path, String body, SubmitOptions options) {
    String key = options.idempotencyKey();
    Call call =
        Call.once("POST", path, BodyPublishers.ofString(body))
            .with("Content-Type", "application/json")
            .with("Idempotency-Key", quoted(key == null ? UUID.randomUUID().toString() : key))
            .repeatable();
    return Blocking.get(calls.send(call)).json();
  }

  /// A string of structured headers, RFC 9651.
  private static String quoted(String key) {
    return '"' + key.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /// Those that are given, as the service names and writes them; not the key, which is a header.
  private static Map<String, Object> given(SubmitOptions options) {
    Map<String, Object> given = new LinkedHashMap<>();
    put(given, "priority", options.priority() == null ? null : options.priority().word());
    put(given, "maxRetries", options.maxRetries());
    put(given, "timeout", options.timeout() == null ? null : options.timeout().toString());
    put(given, "runAt", options.runAt() == null ? null : options.runAt().toString());
    put(given, "projectId", options.projectId());
    return given;
  }

  private static void put(Map<String, Object> given, String name, @Nullable Object value) {
    if (value != null) {
      given.put(name, value);
    }
  }

  private static UUID id(JsonNode answer) {
    try {
      return UUID.fromString(answer.path("id").asString(""));
    } catch (IllegalArgumentException e) {
      throw new BadAnswerException("The answer names no task", e);
    }
  }
}
