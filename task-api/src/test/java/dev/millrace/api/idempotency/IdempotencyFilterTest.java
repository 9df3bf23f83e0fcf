package dev.millrace.api.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.problem.TaskProblem;
import dev.millrace.events.task.UserId;
import dev.millrace.http.problem.ProblemException;
import dev.millrace.http.problem.ProblemKind;
import dev.millrace.http.problem.ProblemType;
import jakarta.servlet.FilterChain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.unit.DataSize;
import org.springframework.web.servlet.ModelAndView;

class IdempotencyFilterTest {

  private static final String PATH = "/api/tasks/sleep";

  private final Map<KeyedCall, IdempotencyStore.Remembered> known = new HashMap<>();
  private final List<ProblemKind> problems = new ArrayList<>();
  private int passed;

  private final IdempotencyFilter filter =
      new IdempotencyFilter(
          _ -> new UserId("alice"),
          call -> Optional.ofNullable(known.get(call)),
          new IdempotencySettings(
              Duration.ofHours(24),
              Duration.ofMinutes(1),
              DataSize.ofBytes(100),
              DataSize.ofBytes(1000)),
          (_, _, _, problem) -> {
            problems.add(((ProblemException) problem).problem().type());
            return new ModelAndView();
          });

  /// Reads a part of the body, as a controller does that knows enough, and promises an answer.
  private final FilterChain controller =
      (request, _) -> {
        passed++;
        var http = (jakarta.servlet.http.HttpServletRequest) request;
        http.getInputStream().readNBytes(3);
        http.getInputStream().close();
        KeyedRequest keyed = KeyedRequest.of(http);
        if (keyed != null) {
          StoredResponse pledge = keyed.pledge(new Response(202, "/there", "{}"));
          known.put(
              pledge.call(),
              new IdempotencyStore.Remembered(pledge.fingerprint(), pledge.answer()));
        }
      };

  @Test
  void requestIsLetThroughOnceAndAnsweredAgain() throws Exception {
    send("POST", PATH, "k", "{\"millis\":1}", controller);
    MockHttpServletResponse again = send("POST", PATH, "k", "{\"millis\":1}", controller);

    assertThat(passed).isEqualTo(1);
    assertThat(again.getStatus()).isEqualTo(202);
    assertThat(again.getHeader("Location")).isEqualTo("/there");
    assertThat(problems).isEmpty();
  }

  @Test
  void whatTheControllerDidNotReadIsPartOfTheFingerprint() throws Exception {
    send("POST", PATH, "k", "{\"millis\":1}", controller);
    send("POST", PATH, "k", "{\"millis\":2}", controller);

    assertThat(passed).isEqualTo(1);
    assertThat(problems).containsExactly(TaskProblem.KEY_REUSED);
  }

  @Test
  void keyIsInFlightUntilItsRequestIsAnswered() throws Exception {
    send(
        "POST",
        PATH,
        "k",
        "{}",
        (_, _) -> {
          send("POST", PATH, "k", "{}", controller);
          send("POST", PATH, "other", "{}", controller);
          send("POST", "/api/tasks/other", "k", "{}", controller);
        });

    assertThat(problems).containsExactly(TaskProblem.KEY_IN_FLIGHT);
    assertThat(passed).isEqualTo(2);
    send("POST", PATH, "k", "{}", controller);
    assertThat(passed).isEqualTo(3);
  }

  @Test
  void bodyThatIsLongerThanAnyIsNotReadToItsEnd() throws Exception {
    send("POST", PATH, "k", "{}", controller);
    send("POST", PATH, "k", "x".repeat(1001), controller);

    assertThat(problems).containsExactly(ProblemType.TOO_LARGE);
  }

  @Test
  void otherCallsDoNotMindTheHeader() throws Exception {
    for (String path : List.of("/api/tasks/1/pause", "/api/dead-letters/redrive")) {
      send("POST", path, "k", "{}", controller);
    }
    send("GET", "/api/tasks", "k", "", controller);

    assertThat(known).isEmpty();
    assertThat(passed).isEqualTo(3);
  }

  @Test
  void everyKindOfSubmissionMinds() throws Exception {
    List<String> paths =
        List.of("/api/tasks", PATH, "/api/tasks/sleep/batch", "/api/tasks/sleep/file");
    for (String path : paths) {
      send("POST", path, "k", "{}", controller);
    }

    assertThat(known).hasSize(paths.size());
  }

  private MockHttpServletResponse send(
      String method, String path, String key, String body, FilterChain chain) {
    var request = new MockHttpServletRequest(method, path);
    request.setServletPath(path);
    request.addHeader("Idempotency-Key", key);
    request.setContent(body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    var response = new MockHttpServletResponse();
    try {
      filter.doFilter(request, response, chain);
    } catch (java.io.IOException | jakarta.servlet.ServletException e) {
      throw new IllegalStateException(e);
    }
    return response;
  }
}
