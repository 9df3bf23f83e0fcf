package dev.millrace.api.watch;

import dev.millrace.access.Caller;
import dev.millrace.api.query.TaskFinder;
import dev.millrace.api.user.CurrentUser;
import dev.millrace.api.watch.live.EventFilter;
import dev.millrace.api.watch.sse.StreamAnswer;
import dev.millrace.events.Topics;
import dev.millrace.events.task.ProjectId;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import dev.millrace.http.PublicPath;
import dev.millrace.http.input.Query;
import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Opens streams of server-sent events.
///
/// The position to go on from is the header `Last-Event-ID`, or the query parameter `lastEventId`
/// for pages that cannot set headers; the header wins, because a browser sends it when it comes
/// again. Source: the HTML standard, section 9.2.
@RestController
@RequestMapping(path = "/api/tasks", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
final class StreamController {

  private static final String LAST_ID = "lastEventId";
  private static final String USER = "userId";
  private static final String EVENTS = "events";

  /// Enough to keep the database busy; all of them together take 40 MB.
  private static final int MOST_LOOK_UPS = 256;

  private final Bulkhead bulkhead = new Bulkhead(MOST_LOOK_UPS);
  private final TaskFinder tasks;
  private final Streams streams;
  private final CurrentUser users;

  StreamController(TaskFinder tasks, Streams streams, CurrentUser users) {
    this.tasks = tasks;
    this.streams = streams;
    this.users = users;
  }

  /// Facts of the caller's tasks, or of everybody's for an operator, from now on, or from the last
  /// event on.
  @GetMapping("/stream")
  void many(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Query query =
        Query.parse(
            request.getQueryString(),
            List.of("type", "status", "projectId", USER, EVENTS, LAST_ID),
            List.of("type", "status"));
    var filter =
        new EventFilter.TasksOf(
            whose(users.caller(request), query.get(USER, UserId::new)),
            Set.copyOf(query.all("status", TaskStatus::parse)),
            Set.copyOf(query.all("type", TaskType::new)),
            query.get("projectId", ProjectId::new));
    streams.ofMany(
        watcher(request, query), filter, from(request, query), new StreamAnswer(request, response));
  }

  private static @Nullable UserId whose(Caller caller, @Nullable UserId asked) {
    return switch (caller) {
      case Caller.Operator _ -> asked;
      case Caller.User(UserId user) -> {
        if (asked != null && !asked.equals(user)) {
          throw Problem.of(
                  ProblemType.BAD_QUERY, "You hear of your own tasks alone; leave 'userId' out")
              .with("parameter", USER)
              .asException();
        }
        yield user;
      }
    };
  }

  /// One task as it stands, then its facts up to the one that ends it. 204, at which browsers come
  /// no more, where the client has that one.
  @GetMapping("/{id}/stream")
  void one(@PathVariable String id, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Query query = Query.parse(request.getQueryString(), List.of(EVENTS, LAST_ID));
    Caller caller = users.caller(request);
    Watcher watcher = watcher(request, query);
    EventId from = from(request, query);
    bulkhead.pass(() -> open(caller, watcher, id, from, request, response));
  }

  private void open(
      Caller caller,
      Watcher watcher,
      String id,
      @Nullable EventId from,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    var task = tasks.get(caller, id);
    // Where the stream has sent the end, the projection need not have it yet.
    if (from != null
        && (from.ended() || task.status().isFinal())
        && from.sequence() >= task.sequence()) {
      response.setStatus(HttpStatus.NO_CONTENT.value());
      return;
    }
    String path = PublicPath.of(request);
    streams.ofOne(
        watcher,
        new EventFilter.OneTask(task.id()),
        from,
        () -> tasks.snapshot(caller, new TaskId(task.id()), Topics.EVENTS).below(path),
        new StreamAnswer(request, response));
  }

  private Watcher watcher(HttpServletRequest request, Query query) {
    Boolean named = query.get(EVENTS, StreamController::named);
    return new Watcher(
        users.of(request), users.until(request), Objects.requireNonNullElse(named, true));
  }

  private static boolean named(String events) {
    return switch (events) {
      case "named" -> true;
      case "message" -> false;
      default -> throw new IllegalArgumentException("'named' or 'message' is expected");
    };
  }

  private static @Nullable EventId from(HttpServletRequest request, Query query) {
    String header = request.getHeader("Last-Event-ID");
    return header == null || header.isBlank()
        ? query.get(LAST_ID, EventId::read)
        : EventId.read(header);
  }
}
