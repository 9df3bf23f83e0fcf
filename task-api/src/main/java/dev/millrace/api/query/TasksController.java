package dev.millrace.api.query;

import dev.millrace.api.user.CurrentUser;
import dev.millrace.http.PublicPath;
import dev.millrace.http.answer.JsonAnswer;
import dev.millrace.http.input.Query;
import dev.millrace.http.input.Values;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Shows a page of the tasks that the caller may see, how many there are, or the history of one.
@RestController
@RequestMapping(path = "/api/tasks", produces = MediaType.APPLICATION_JSON_VALUE)
final class TasksController {

  private static final int STANDARD_HISTORY = 100;
  private static final int LARGEST_HISTORY = 1_000;

  private final TaskFinder tasks;
  private final TaskStatistics statistics;
  private final CurrentUser users;

  TasksController(TaskFinder tasks, TaskStatistics statistics, CurrentUser users) {
    this.tasks = tasks;
    this.statistics = statistics;
    this.users = users;
  }

  @GetMapping
  ResponseEntity<JsonAnswer> page(HttpServletRequest request) {
    TaskFinder.Page page =
        tasks.list(request.getQueryString(), users.caller(request), PublicPath.of(request));
    return answer(JsonAnswer.page(page.items(), page.next()));
  }

  @GetMapping("/stats")
  TaskCounts counts(HttpServletRequest request) {
    Query.parse(request.getQueryString(), List.of());
    return statistics.of(users.caller(request));
  }

  @GetMapping("/{id}/events")
  ResponseEntity<JsonAnswer> history(@PathVariable String id, HttpServletRequest request) {
    Query query = Query.parse(request.getQueryString(), List.of("limit", "cursor"));
    Integer limit = query.get("limit", text -> Values.integer(text, 1, LARGEST_HISTORY));
    Long after = query.get("cursor", TaskHistory::after);
    TaskHistory history =
        tasks.history(
            tasks.get(users.caller(request), id),
            Objects.requireNonNullElse(after, -1L),
            Objects.requireNonNullElse(limit, STANDARD_HISTORY));
    return answer(history.answer());
  }

  private static ResponseEntity<JsonAnswer> answer(JsonAnswer answer) {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(answer);
  }
}
