package dev.millrace.systemtest.load;

import dev.millrace.events.task.TaskId;
import dev.millrace.systemtest.fleet.Waiting;
import dev.millrace.testinfra.TestIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Speaks to the task-apis in turn, as a client behind a load balancer does. The only class that
/// makes requests to `/api`.
public final class MillraceClient {

  private static final String USER = "system-test";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration INSISTENCE = Duration.ofSeconds(60);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final List<Integer> ports;
  private final AtomicInteger turn = new AtomicInteger();

  public MillraceClient(List<Integer> ports) {
    this.ports = List.copyOf(ports);
  }

  /// What came of a submission.
  public sealed interface Submitted {
    /// 202: from here on the task must reach its end.
    record Accepted(TaskId id) implements Submitted {}

    /// Any other answer: there must be no promise, whether or not there is a task.
    record Refused(int status, String body) implements Submitted {}

    /// No answer: the task may or may not be.
    record Unknown(String reason) implements Submitted {}
  }

  /// Submits one task.
  ///
  /// @param query such as `maxRetries=5`, or empty
  public Submitted submit(String type, String parameters, String query) {
    String path = "/api/tasks/" + type + (query.isEmpty() ? "" : "?" + query);
    try {
      var answer =
          send(
              request(path)
                  .header("content-type", "application/json")
                  .POST(BodyPublishers.ofString(parameters)));
      return answer.statusCode() == 202
          ? new Submitted.Accepted(TaskId.parse(JSON.readTree(answer.body()).path("id").asString()))
          : new Submitted.Refused(answer.statusCode(), answer.body());
    } catch (IOException e) {
      return new Submitted.Unknown(e.toString());
    }
  }

  /// Submits one task and insists on it, trying again until it is accepted.
  public TaskId accepted(String type, String parameters) {
    return accepted(type, parameters, "");
  }

  /// The same with a query, such as `projectId=p`.
  public TaskId accepted(String type, String parameters, String query) {
    long end = System.nanoTime() + INSISTENCE.toNanos();
    while (true) {
      Submitted submitted = submit(type, parameters, query);
      if (submitted instanceof Submitted.Accepted(TaskId id)) {
        return id;
      }
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException("not accepted: " + submitted);
      }
      Waiting.pass(Duration.ofSeconds(1));
    }
  }

  /// Asks to cancel; 0 where no answer came.
  public int cancel(TaskId id) {
    return status(request("/api/tasks/" + id).DELETE());
  }

  public int pause(TaskId id) {
    return status(request("/api/tasks/" + id + "/pause").POST(BodyPublishers.noBody()));
  }

  public int resume(TaskId id) {
    return status(request("/api/tasks/" + id + "/resume").POST(BodyPublishers.noBody()));
  }

  /// The task as its user sees it.
  public JsonNode task(TaskId id) {
    try {
      return JSON.readTree(send(request("/api/tasks/" + id).GET()).body());
    } catch (IOException e) {
      throw new IllegalStateException("no answer about " + id, e);
    }
  }

  private int status(HttpRequest.Builder request) {
    try {
      return send(request).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  private HttpRequest.Builder request(String path) {
    int port = ports.get(Math.floorMod(turn.getAndIncrement(), ports.size()));
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("authorization", "Bearer " + TestIssuer.user(USER));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
