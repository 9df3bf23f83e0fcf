package dev.millrace.api.query;

import dev.millrace.api.input.Query;
import dev.millrace.api.problem.Problem;
import dev.millrace.api.problem.ProblemType;
import dev.millrace.api.user.CurrentUser;
import dev.millrace.blobs.BlobSum;
import dev.millrace.events.task.Json;
import dev.millrace.events.task.StoredParameters;
import dev.millrace.events.task.StoredResult;
import dev.millrace.events.task.TaskStatus;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Gives a task's result, or its parameters, alone, streamed where they are large.
@RestController
final class ResultController {

  private final TaskFinder tasks;
  private final StoredResults results;
  private final CurrentUser users;

  ResultController(TaskFinder tasks, StoredResults results, CurrentUser users) {
    this.tasks = tasks;
    this.results = results;
    this.users = users;
  }

  @GetMapping(path = "/api/tasks/{id}/result", produces = MediaType.APPLICATION_JSON_VALUE)
  void result(@PathVariable String id, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Query.parse(request.getQueryString(), List.of());
    TaskDocument task = tasks.get(users.viewer(request), id);
    if (task.status() != TaskStatus.COMPLETED) {
      throw Problem.of(
              ProblemType.NO_RESULT,
              "The task is " + task.status().wire() + "; a completed one has a result")
          .asException();
    }
    StoredResult stored = task.result().stored();
    if (clientHas(stored == null ? task.etag() : quoted(stored.sha256()), request, response)) {
      return;
    }
    if (stored == null) {
      give(task.resultText().getBytes(StandardCharsets.UTF_8), response);
    } else {
      give(() -> results.open(stored), stored.bytes(), response);
    }
  }

  @GetMapping(path = "/api/tasks/{id}/parameters", produces = MediaType.APPLICATION_JSON_VALUE)
  void parameters(@PathVariable String id, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Query.parse(request.getQueryString(), List.of());
    Given given = tasks.get(users.viewer(request), id).json().as(Given.class);
    StoredParameters stored = StoredParameters.in(given.metadata());
    if (stored == null) {
      byte[] small = given.parameters().text().getBytes(StandardCharsets.UTF_8);
      if (!clientHas(quoted(BlobSum.of(small).sha256()), request, response)) {
        give(small, response);
      }
    } else if (!clientHas(quoted(stored.sha256()), request, response)) {
      give(() -> results.open(stored), stored.bytes(), response);
    }
  }

  private static String quoted(String sum) {
    return "\"" + sum + "\"";
  }

  private static boolean clientHas(
      String etag, HttpServletRequest request, HttpServletResponse response) {
    response.setHeader(HttpHeaders.ETAG, etag);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache, private");
    boolean has = Preference.matches(request.getHeaders(HttpHeaders.IF_NONE_MATCH), etag);
    if (has) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
    }
    return has;
  }

  private static void give(byte[] small, HttpServletResponse response) throws IOException {
    give(() -> new ByteArrayInputStream(small), small.length, response);
  }

  private static void give(Supplier<InputStream> opened, long bytes, HttpServletResponse response)
      throws IOException {
    try (InputStream content = opened.get()) {
      response.setContentType(MediaType.APPLICATION_JSON_VALUE);
      response.setContentLengthLong(bytes);
      content.transferTo(response.getOutputStream());
    }
  }

  /// What a task's document says of what it was submitted with.
  private record Given(Json parameters, @Nullable Json metadata) {}
}
