package dev.millrace.api.query;

import static java.util.Objects.requireNonNull;

import dev.millrace.api.problem.TaskProblem;
import dev.millrace.api.query.document.EntityTags;
import dev.millrace.api.query.document.StoredResults;
import dev.millrace.api.query.document.TaskDocument;
import dev.millrace.api.query.document.TaskMembers;
import dev.millrace.api.user.CurrentUser;
import dev.millrace.blobs.BlobSum;
import dev.millrace.events.stored.StoredParameters;
import dev.millrace.events.stored.StoredResult;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.http.answer.JsonAnswer;
import dev.millrace.http.input.Query;
import dev.millrace.http.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
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
  ResponseEntity<JsonAnswer> result(@PathVariable String id, HttpServletRequest request) {
    Query.parse(request.getQueryString(), List.of());
    TaskDocument task = tasks.get(users.caller(request), id);
    if (task.status() != TaskStatus.COMPLETED) {
      throw Problem.of(
              TaskProblem.NO_RESULT,
              "The task is " + task.status().wire() + "; a completed one has a result")
          .asException();
    }
    StoredResult stored = task.members().result().stored();
    return stored == null
        ? answer(task.etag(), JsonAnswer.of(task.members().result().text()), request)
        : answer(
            quoted(stored.sha256()),
            JsonAnswer.stored(stored.bytes(), () -> results.open(stored)),
            request);
  }

  @GetMapping(path = "/api/tasks/{id}/parameters", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<JsonAnswer> parameters(@PathVariable String id, HttpServletRequest request) {
    Query.parse(request.getQueryString(), List.of());
    TaskMembers task = tasks.get(users.caller(request), id).members();
    StoredParameters stored = StoredParameters.in(task.metadata());
    if (stored != null) {
      return answer(
          quoted(stored.sha256()),
          JsonAnswer.stored(stored.bytes(), () -> results.open(stored)),
          request);
    }
    String text = requireNonNull(task.parameters()).text();
    String sum = BlobSum.of(text.getBytes(StandardCharsets.UTF_8)).sha256();
    return answer(quoted(sum), JsonAnswer.of(text), request);
  }

  private static String quoted(String sum) {
    return "\"" + sum + "\"";
  }

  /// What is to be said, or 304 where the client has it.
  private static ResponseEntity<JsonAnswer> answer(
      String etag, JsonAnswer document, HttpServletRequest request) {
    boolean has = EntityTags.match(request.getHeaders(HttpHeaders.IF_NONE_MATCH), etag);
    var answer =
        ResponseEntity.status(has ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
            .eTag(etag)
            .cacheControl(CacheControl.noCache().cachePrivate());
    return has ? answer.build() : answer.contentType(MediaType.APPLICATION_JSON).body(document);
  }
}
