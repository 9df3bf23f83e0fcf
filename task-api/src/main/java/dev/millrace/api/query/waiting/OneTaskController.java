package dev.millrace.api.query.waiting;

import dev.millrace.access.Caller;
import dev.millrace.api.query.TaskFinder;
import dev.millrace.api.query.document.EntityTags;
import dev.millrace.api.query.document.StoredResults;
import dev.millrace.api.query.document.TaskDocument;
import dev.millrace.api.quota.ConnectionLimit;
import dev.millrace.api.user.CurrentUser;
import dev.millrace.events.task.UserId;
import dev.millrace.http.PublicPath;
import dev.millrace.http.answer.JsonAnswer;
import dev.millrace.http.input.Query;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/// Shows one task, at once or, with `Prefer: wait`, when it has changed; 304 where the client has
/// it.
@RestController
final class OneTaskController {

  /// How long an answer may be held back until the projection has folded what the log has told.
  private static final Duration CATCHING_UP = Duration.ofSeconds(1);

  /// The wait ends by itself; the container's own end is for one that did not.
  private static final Duration CONTAINER_PATIENCE = Duration.ofSeconds(30);

  private final TaskFinder tasks;
  private final TaskWait waits;
  private final ConnectionLimit places;
  private final StoredResults results;
  private final CurrentUser users;
  private final Clock clock;

  OneTaskController(
      TaskFinder tasks,
      TaskWait waits,
      WaitSettings settings,
      StoredResults results,
      CurrentUser users,
      Clock clock) {
    this.tasks = tasks;
    this.waits = waits;
    this.places = new ConnectionLimit("waits", settings.most(), settings.perUser());
    this.results = results;
    this.users = users;
    this.clock = clock;
  }

  /// What a client was told on a stream of this process is in the answer: it is held back for a
  /// moment until the projection knows it.
  @GetMapping(path = "/api/tasks/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  Object one(@PathVariable String id, HttpServletRequest request) {
    Query.parse(request.getQueryString(), List.of());
    Caller caller = users.caller(request);
    TaskDocument task = tasks.get(caller, id);
    Optional<Duration> wait =
        Prefer.wait(request.getHeaders("Prefer")).map(asked -> withinToken(asked, request));
    if (wait.isPresent()) {
      boolean seen = request.getHeader(HttpHeaders.IF_NONE_MATCH) == null || isSeen(task, request);
      return seen && !task.status().isFinal() && wait.get().isPositive()
          ? longPoll(caller, task, wait.get(), request)
          : answer(task, wait, request);
    }
    return waits.isBehind(task)
        ? later(caller, task, CATCHING_UP, wait, request, () -> {})
        : answer(task, wait, request);
  }

  /// A wait ends with the token that asked for it.
  private Duration withinToken(Duration asked, HttpServletRequest request) {
    Instant until = users.until(request);
    Duration left = until == null ? asked : Duration.between(clock.instant(), until);
    return left.isNegative() ? Duration.ZERO : left.compareTo(asked) < 0 ? left : asked;
  }

  private DeferredResult<ResponseEntity<JsonAnswer>> longPoll(
      Caller caller, TaskDocument task, Duration atMost, HttpServletRequest request) {
    UserId user = users.of(request);
    places.enter(user);
    return later(caller, task, atMost, Optional.of(atMost), request, () -> places.giveBack(user));
  }

  private DeferredResult<ResponseEntity<JsonAnswer>> later(
      Caller caller,
      TaskDocument task,
      Duration atMost,
      Optional<Duration> applied,
      HttpServletRequest request,
      Runnable end) {
    var result =
        new DeferredResult<ResponseEntity<JsonAnswer>>(atMost.plus(CONTAINER_PATIENCE).toMillis());
    UUID id = task.id();
    var change = waits.newer(caller, task, atMost);
    List<String> seen = Collections.list(request.getHeaders(HttpHeaders.IF_NONE_MATCH));
    String path = PublicPath.of(request);
    result.onCompletion(() -> change.cancel(false));
    var _ =
        change.whenComplete((found, failure) -> {
          end.run();
          if (failure != null) {
            result.setErrorResult(failure);
          } else if (found.isEmpty()) {
            result.setErrorResult(TaskFinder.unknown("There is no task " + id + " any more"));
          } else {
            settle(result, () -> answer(found.get(), applied, Collections.enumeration(seen), path));
          }
        });
    return result;
  }

  /// Whoever waits is answered, also where the answer cannot be made.
  private static void settle(
      DeferredResult<ResponseEntity<JsonAnswer>> result,
      Supplier<ResponseEntity<JsonAnswer>> answer) {
    try {
      result.setResult(answer.get());
    } catch (RuntimeException e) {
      result.setErrorResult(e);
    }
  }

  private static boolean isSeen(TaskDocument task, HttpServletRequest request) {
    return EntityTags.match(request.getHeaders(HttpHeaders.IF_NONE_MATCH), task.etag());
  }

  private ResponseEntity<JsonAnswer> answer(
      TaskDocument task, Optional<Duration> applied, HttpServletRequest request) {
    return answer(
        task, applied, request.getHeaders(HttpHeaders.IF_NONE_MATCH), PublicPath.of(request));
  }

  private ResponseEntity<JsonAnswer> answer(
      TaskDocument task, Optional<Duration> applied, Enumeration<String> ifNoneMatch, String path) {
    boolean seen = EntityTags.match(ifNoneMatch, task.etag());
    var answer =
        ResponseEntity.status(seen ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
            .eTag(task.etag())
            .cacheControl(CacheControl.noCache().cachePrivate());
    applied.ifPresent(wait -> answer.header("Preference-Applied", "wait=" + wait.toSeconds()));
    return seen
        ? answer.build()
        : answer.contentType(MediaType.APPLICATION_JSON).body(results.answer(task.below(path)));
  }
}
