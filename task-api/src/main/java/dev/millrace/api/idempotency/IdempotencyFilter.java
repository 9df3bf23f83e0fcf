package dev.millrace.api.idempotency;

import dev.millrace.api.idempotency.IdempotencyStore.Remembered;
import dev.millrace.api.input.MultipartForm;
import dev.millrace.api.problem.TaskProblem;
import dev.millrace.api.user.CurrentUser;
import dev.millrace.http.input.BodyRefused;
import dev.millrace.http.input.LimitedInput;
import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemException;
import dev.millrace.http.problem.ProblemType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.springframework.dao.DataAccessException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// Answers a submission whose key is known as it was answered before, and lets one whose key is not
/// known through, with its fingerprint being taken.
///
/// What was refused is not remembered: nothing came of it, and sent again it may fare better. A
/// submission that dies before its commit has left nothing; one that dies after it has left its
/// tasks and its answer. Two of the same key at once in one process: the second hears 409. In two
/// processes: the second waits for the first one's commit, hears 409, and the answer after that.
final class IdempotencyFilter extends OncePerRequestFilter {

  private static final Pattern SUBMIT = Pattern.compile("/api/tasks(/[^/]+(/(batch|file))?)?");
  private static final Duration SOON = Duration.ofSeconds(1);

  private final CurrentUser users;
  private final Function<KeyedCall, Optional<Remembered>> answers;
  private final IdempotencySettings settings;
  private final HandlerExceptionResolver problems;
  private final Set<KeyedCall> inFlight = ConcurrentHashMap.newKeySet();

  IdempotencyFilter(
      CurrentUser users,
      Function<KeyedCall, Optional<Remembered>> answers,
      IdempotencySettings settings,
      HandlerExceptionResolver problems) {
    this.users = users;
    this.answers = answers;
    this.settings = settings;
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getHeader(IdempotencyKey.HEADER) == null
        || !request.getMethod().equals("POST")
        || !SUBMIT.matcher(request.getServletPath()).matches();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      var call =
          new KeyedCall(
              users.of(request),
              request.getServletPath(),
              IdempotencyKey.of(Collections.list(request.getHeaders(IdempotencyKey.HEADER))));
      if (!inFlight.add(call)) {
        throw Problem.of(
                TaskProblem.KEY_IN_FLIGHT, "A request with this key is being worked on just now")
            .retryAfter(SOON)
            .asException();
      }
      try {
        answer(new KeyedRequest(request, call, settings), call, response, chain);
      } finally {
        inFlight.remove(call);
      }
    } catch (ProblemException e) {
      problems.resolveException(request, response, null, e);
    }
  }

  private void answer(
      KeyedRequest request, KeyedCall call, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<Remembered> remembered = find(call);
    if (remembered.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    readToItsEnd(request);
    if (!remembered.get().fingerprint().equals(request.fingerprint())) {
      throw Problem.of(
              TaskProblem.KEY_REUSED, "This key was used for a request of other content before")
          .asException();
    }
    response.setHeader("Idempotent-Replayed", "true");
    remembered.get().answer().write(response);
  }

  private Optional<Remembered> find(KeyedCall call) {
    try {
      return answers.apply(call);
    } catch (DataAccessException e) {
      var problem =
          Problem.of(ProblemType.UNAVAILABLE, "Whether the key is known cannot be found out now")
              .retryAfter(SOON)
              .asException();
      problem.addSuppressed(e);
      throw problem;
    }
  }

  private void readToItsEnd(KeyedRequest request) throws IOException {
    if (MultipartForm.isOne(request)) {
      request.formIs(MultipartForm.read(request, settings.body(), MultipartForm.Parts.NONE));
      return;
    }
    try (InputStream body = LimitedInput.of(request, settings.body())) {
      body.transferTo(OutputStream.nullOutputStream());
    } catch (BodyRefused e) {
      throw e.problem().asException();
    }
  }
}
