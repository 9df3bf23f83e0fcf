package dev.millrace.api.query;

import dev.millrace.api.input.Query;
import dev.millrace.api.input.Values;
import dev.millrace.api.user.CurrentUser;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Shows one task, its history, a page of those that the caller may see, or how many there are.
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

  @GetMapping("/{id}")
  ResponseEntity<byte[]> one(@PathVariable String id, HttpServletRequest request) {
    return answer(find(id, request).json().text());
  }

  @GetMapping
  ResponseEntity<byte[]> page(HttpServletRequest request) {
    TaskFinder.Page page =
        tasks.list(TaskFilter.of(request.getQueryString(), users.viewer(request)));
    String items =
        page.items().stream()
            .map(document -> document.json().text())
            .collect(Collectors.joining(",", "[", "]"));
    String next = page.next() == null ? "null" : "\"" + page.next() + "\"";
    return answer("{\"items\":" + items + ",\"next\":" + next + "}");
  }

  @GetMapping("/stats")
  TaskCounts counts(HttpServletRequest request) {
    Query.parse(request.getQueryString(), List.of());
    return statistics.of(users.viewer(request));
  }

  @GetMapping("/{id}/events")
  TaskHistory history(@PathVariable String id, HttpServletRequest request) {
    Query query = Query.parse(request.getQueryString(), List.of("limit", "cursor"));
    Integer limit = query.get("limit", text -> Values.integer(text, 1, LARGEST_HISTORY));
    Long after = query.get("cursor", TasksController::sequence);
    return tasks.history(
        tasks.get(users.of(request), id),
        Objects.requireNonNullElse(after, -1L),
        Objects.requireNonNullElse(limit, STANDARD_HISTORY));
  }

  private static long sequence(String cursor) {
    if (!cursor.matches("\\d{1,18}")) {
      throw new IllegalArgumentException("this is no cursor that a history gave out");
    }
    return Long.parseLong(cursor);
  }

  private TaskDocument find(String id, HttpServletRequest request) {
    Query.parse(request.getQueryString(), List.of());
    return tasks.get(users.viewer(request), id);
  }

  private static ResponseEntity<byte[]> answer(String json) {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .body(json.getBytes(StandardCharsets.UTF_8));
  }
}
