package dev.millrace.api.deadletter;

import dev.millrace.api.deadletter.store.DeadLetterFilter;
import dev.millrace.api.deadletter.store.DeadLetterPage;
import dev.millrace.api.deadletter.store.DeadLetterState;
import dev.millrace.api.query.filter.Cursor;
import dev.millrace.api.user.CurrentUser;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import dev.millrace.http.input.LimitedInput;
import dev.millrace.http.input.Query;
import dev.millrace.http.input.StrictJson;
import dev.millrace.http.input.Values;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// Dead letters of all users. Everything here is for operators.
@RestController
@RequestMapping(path = "/api/dead-letters", produces = MediaType.APPLICATION_JSON_VALUE)
final class DeadLettersController {

  private static final List<String> QUERY =
      List.of("type", "reason", "taskId", "from", "to", "state", "limit", "cursor");
  private static final int STANDARD_LIMIT = 20;
  private static final int LARGEST_LIMIT = 200;
  private static final DataSize LARGEST_BODY = DataSize.ofKilobytes(256);

  private final DeadLetterFinder letters;
  private final DeadLetterActions desk;
  private final CurrentUser users;

  DeadLettersController(DeadLetterFinder letters, DeadLetterActions desk, CurrentUser users) {
    this.letters = letters;
    this.desk = desk;
    this.users = users;
  }

  @GetMapping
  DeadLetterPage page(HttpServletRequest request) {
    Query query = Query.parse(request.getQueryString(), QUERY);
    var filter =
        new DeadLetterFilter(
            query.get("type", TaskType::new),
            query.get("reason", Function.identity()),
            query.get("taskId", TaskId::parse),
            query.get("from", Values::time),
            query.get("to", Values::time));
    Integer limit = query.get("limit", text -> Values.integer(text, 1, LARGEST_LIMIT));
    return letters.list(
        filter,
        query.get("state", DeadLetterState::parse),
        Objects.requireNonNullElse(limit, STANDARD_LIMIT),
        query.get("cursor", text -> Cursor.read(text, DeadLetterFinder.LIST)));
  }

  @GetMapping("/{id}")
  Map<String, @Nullable Object> one(@PathVariable String id, HttpServletRequest request) {
    Query.parse(request.getQueryString(), List.of());
    return letters.get(id);
  }

  /// The letters are marked when this answers, and go back to work in the background.
  @PostMapping("/redrive")
  @ResponseStatus(HttpStatus.ACCEPTED)
  RedriveResult redrive(HttpServletRequest request) throws IOException {
    Selection selection = Selection.ofRedrive(body(request));
    return desk.redrive(selection, actor(request, selection));
  }

  @PostMapping("/discard")
  RedriveResult discard(HttpServletRequest request) throws IOException {
    Selection selection = Selection.ofDiscard(body(request));
    return desk.discard(selection, actor(request, selection));
  }

  private Actor actor(HttpServletRequest request, Selection selection) {
    return new Actor(users.of(request), selection.reason());
  }

  private static JsonNode body(HttpServletRequest request) throws IOException {
    Query.parse(request.getQueryString(), List.of());
    return StrictJson.read(LimitedInput.readAll(request, LARGEST_BODY));
  }
}
