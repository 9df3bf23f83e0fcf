package dev.millrace.api.query;

import dev.millrace.api.input.Query;
import dev.millrace.api.problem.Problem;
import dev.millrace.api.problem.ProblemType;
import dev.millrace.api.user.CurrentUser;
import dev.millrace.events.task.StoredResult;
import dev.millrace.events.task.TaskStatus;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Gives a task's result alone, streamed where it is large.
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
    String etag = stored == null ? task.etag() : "\"" + stored.sha256() + "\"";
    response.setHeader(HttpHeaders.ETAG, etag);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache, private");
    if (Preference.matches(request.getHeaders(HttpHeaders.IF_NONE_MATCH), etag)) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    if (stored == null) {
      byte[] small = task.resultText().getBytes(StandardCharsets.UTF_8);
      begin(response, small.length);
      response.getOutputStream().write(small);
      return;
    }
    try (InputStream content = results.open(stored)) {
      begin(response, stored.bytes());
      content.transferTo(response.getOutputStream());
    }
  }

  private static void begin(HttpServletResponse response, long bytes) {
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.setContentLengthLong(bytes);
  }
}
