package dev.millrace.api.control;

import dev.millrace.access.Caller;
import dev.millrace.api.input.TraceParent;
import dev.millrace.api.problem.TaskProblem;
import dev.millrace.api.query.TaskFinder;
import dev.millrace.api.query.action.TaskAction;
import dev.millrace.api.query.document.EntityTags;
import dev.millrace.api.query.document.TaskDocument;
import dev.millrace.api.user.CurrentUser;
import dev.millrace.events.task.Actor;
import dev.millrace.http.PublicPath;
import dev.millrace.http.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Takes what is asked of one task. 202 means that the command is on its way, not that it was
/// followed; the body is the task as every process shows it from then on.
@RestController
@RequestMapping(path = "/api/tasks/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
final class ControlController {

  private final TaskFinder tasks;
  private final TaskControl desk;
  private final CurrentUser users;

  ControlController(TaskFinder tasks, TaskControl desk, CurrentUser users) {
    this.tasks = tasks;
    this.desk = desk;
    this.users = users;
  }

  @DeleteMapping
  ResponseEntity<byte[]> cancel(@PathVariable String id, HttpServletRequest request)
      throws IOException {
    return ask(TaskAction.CANCEL, id, request);
  }

  @PostMapping("/pause")
  ResponseEntity<byte[]> pause(@PathVariable String id, HttpServletRequest request)
      throws IOException {
    return ask(TaskAction.PAUSE, id, request);
  }

  @PostMapping("/resume")
  ResponseEntity<byte[]> resume(@PathVariable String id, HttpServletRequest request)
      throws IOException {
    return ask(TaskAction.RESUME, id, request);
  }

  @PostMapping("/retry")
  ResponseEntity<byte[]> redrive(@PathVariable String id, HttpServletRequest request)
      throws IOException {
    return ask(TaskAction.REDRIVE, id, request);
  }

  /// With `If-Match`, a task that has changed since it was read is left alone.
  private static void requireAsKnown(TaskDocument task, HttpServletRequest request) {
    if (request.getHeader(HttpHeaders.IF_MATCH) != null
        && !EntityTags.match(request.getHeaders(HttpHeaders.IF_MATCH), task.etag())) {
      throw Problem.of(
              TaskProblem.PRECONDITION_FAILED,
              String.format(
                  Locale.ROOT,
                  "The task is %s and has the ETag %s; read it again",
                  task.status().wire(),
                  task.etag()))
          .asException();
    }
  }

  private ResponseEntity<byte[]> ask(TaskAction action, String id, HttpServletRequest request)
      throws IOException {
    var actor = new Actor(users.of(request), Reason.read(request));
    Caller caller = users.caller(request);
    TaskDocument task = tasks.get(caller, id);
    requireAsKnown(task, request);
    desk.ask(action, task, caller, actor, TraceParent.read(request.getHeader("traceparent")));
    String path = PublicPath.of(request);
    TaskDocument asked = tasks.get(caller, id).below(path);
    return ResponseEntity.accepted()
        .location(URI.create(path + "/api/tasks/" + task.id()))
        .contentType(MediaType.APPLICATION_JSON)
        .body(asked.json().text().getBytes(StandardCharsets.UTF_8));
  }
}
