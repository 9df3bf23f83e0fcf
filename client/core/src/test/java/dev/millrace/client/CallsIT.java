package dev.millrace.client;

import static dev.millrace.client.Fixture.ID;
import static dev.millrace.client.Fixture.MAIL;
import static dev.millrace.client.Fixture.TASK;
import static dev.millrace.client.Fixture.accepted;
import static dev.millrace.client.Fixture.task;
import static dev.millrace.client.ScriptedServer.json;
import static dev.millrace.client.ScriptedServer.lost;
import static dev.millrace.client.ScriptedServer.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.client.Fixture.Mail;
import dev.millrace.client.ScriptedServer.Seen;
import dev.millrace.client.problem.BadAnswerException;
import dev.millrace.client.problem.ConflictException;
import dev.millrace.client.problem.InvalidParametersException;
import dev.millrace.client.problem.QuotaExceededException;
import dev.millrace.client.problem.UnauthorizedException;
import dev.millrace.client.problem.UnavailableException;
import dev.millrace.client.problem.UnreachableException;
import dev.millrace.client.task.TaskStatus;
import dev.millrace.type.Priority;
import dev.millrace.type.SubmitOptions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Calls against a server that answers as scripted.
@Timeout(60)
class CallsIT {

  private static final String SUBMIT = "POST /api/tasks/mail";
  private static final Mail TO_BOB = new Mail("bob");

  private final ScriptedServer server = new ScriptedServer();
  private final Tasks tasks = Fixture.tasks(server.address());

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aSubmissionHasItsParametersOptionsKeyAndToken() {
    server.on(SUBMIT, json(202, accepted()));
    SubmitOptions options =
        SubmitOptions.NONE
            .withIdempotencyKey("order \"7\"")
            .withPriority(Priority.HIGH)
            .withProjectId("a b&c")
            .withTimeout(Duration.ofMillis(1_500))
            .withMaxRetries(0)
            .withRunAt(Instant.parse("2030-01-31T08:00:00Z"));

    TaskHandle<?> handle = tasks.submit(MAIL, TO_BOB, options);

    assertThat(handle.id()).isEqualTo(ID);
    Seen sent = server.seen(SUBMIT).get(0);
    assertThat(sent.body()).isEqualTo("{\"to\":\"bob\"}");
    assertThat(sent.query())
        .isEqualTo(
            "priority=high&maxRetries=0&timeout=PT1.5S&runAt=2030-01-31T08%3A00%3A00Z"
                + "&projectId=a%20b%26c");
    assertThat(sent.header("Idempotency-Key")).isEqualTo("\"order \\\"7\\\"\"");
    assertThat(sent.header("Authorization")).isEqualTo("Bearer a.b.c");
    assertThat(sent.header("Content-Type")).isEqualTo("application/json");
  }

  @Test
  void whoAsksForAUserSaysSo() {
    server.on(SUBMIT, json(202, accepted()));

    tasks.submit(MAIL, TO_BOB);
    tasks.onBehalfOf("émile +1").submit(MAIL, TO_BOB);

    assertThat(server.seen(SUBMIT).get(0).header("On-Behalf-Of")).isNull();
    assertThat(server.seen(SUBMIT).get(1).header("On-Behalf-Of")).isEqualTo("%C3%A9mile%20%2B1");
  }

  @Test
  void aSubmissionWhoseAnswerIsLostIsSentAgainUnderItsKey() {
    server.on(
        SUBMIT,
        lost(),
        problem(409, "key-in-flight", "Retry-After", "0"),
        problem(502, "none"),
        json(202, accepted()));

    TaskHandle<?> handle = tasks.submit(MAIL, TO_BOB);

    assertThat(handle.id()).isEqualTo(ID);
    assertThat(server.seen(SUBMIT)).hasSize(4);
    assertThat(server.seen(SUBMIT).stream().map(sent -> sent.header("Idempotency-Key")).distinct())
        .hasSize(1)
        .doesNotContainNull();
    assertThat(server.seen(SUBMIT).stream().map(Seen::body).distinct()).hasSize(1);
  }

  @Test
  void eachSubmissionHasAKeyOfItsOwn() {
    server.on(SUBMIT, json(202, accepted()));

    tasks.submit(MAIL, TO_BOB);
    tasks.submit(MAIL, TO_BOB);

    assertThat(server.seen(SUBMIT).stream().map(sent -> sent.header("Idempotency-Key")).distinct())
        .hasSize(2);
  }

  @Test
  void retryAfterIsWaitedFor() {
    server.on(SUBMIT, problem(429, "quota-exceeded", "Retry-After", "1"), json(202, accepted()));
    long begin = System.nanoTime();

    tasks.submit(MAIL, TO_BOB);

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(1));
  }

  @Test
  void aLongRetryAfterIsTheCallersToWaitFor() {
    server.on(SUBMIT, problem(503, "overloaded", "Retry-After", "3600"));

    assertThatThrownBy(() -> tasks.submit(MAIL, TO_BOB))
        .isInstanceOfSatisfying(
            UnavailableException.class,
            e -> {
              assertThat(e.retryAfter()).contains(Duration.ofHours(1));
              assertThat(e.type()).isEqualTo("https://millrace.dev/problems/overloaded");
            });
    assertThat(server.seen(SUBMIT)).hasSize(1);
  }

  @Test
  void aQuotaThatStaysUsedUpIsGivenUp() {
    server.on(SUBMIT, problem(429, "quota-exceeded"));

    assertThatThrownBy(() -> tasks.submit(MAIL, TO_BOB)).isInstanceOf(QuotaExceededException.class);
    assertThat(server.seen(SUBMIT)).hasSize(1 + Fixture.HASTY.retries());
  }

  @Test
  void whatIsWrongIsNotSentAgain() {
    server.on(
        SUBMIT,
        json(
            422,
            """
            {"type": "https://millrace.dev/problems/invalid-parameters", "title": "No fit", "status": 422,
             "detail": "/to is no address", "errors": [{"pointer": "/to", "message": "is no address"}]}
            """));

    assertThatThrownBy(() -> tasks.submit(MAIL, TO_BOB))
        .isInstanceOfSatisfying(
            InvalidParametersException.class,
            e -> assertThat(e.errors().get(0).pointer()).isEqualTo("/to"));
    assertThat(server.seen(SUBMIT)).hasSize(1);
  }

  @Test
  void anExpiredTokenIsRenewedOnce() {
    Queue<String> tokens = new ConcurrentLinkedQueue<>(List.of("old", "new", "new"));
    server.on(SUBMIT, problem(401, "unauthenticated"), json(202, accepted()));

    Fixture.tasks(server.address(), tokens::poll).submit(MAIL, TO_BOB);

    assertThat(server.seen(SUBMIT).stream().map(sent -> sent.header("Authorization")))
        .containsExactly("Bearer old", "Bearer new");
  }

  @Test
  void aTokenThatIsRefusedIsNotSentForEver() {
    server.on(SUBMIT, problem(401, "unauthenticated"));

    assertThatThrownBy(() -> tasks.submit(MAIL, TO_BOB))
        .isInstanceOf(UnauthorizedException.class)
        .message()
        .doesNotContain("a.b.c");
    assertThat(server.seen(SUBMIT)).hasSize(1);
  }

  @Test
  void anAnswerThatIsTooLargeIsNotKept() {
    server.on("GET " + TASK, json(200, "\"" + "x".repeat(Fixture.HASTY.largestAnswer()) + "\""));

    assertThatThrownBy(() -> tasks.handle(ID, MAIL).get())
        .isInstanceOf(BadAnswerException.class)
        .hasMessageContaining("more than 65536 bytes");
  }

  @Test
  void whatIsNoTaskIsSaidToBeNone() {
    server.on(
        "GET " + TASK, json(200, "<html>"), json(200, "{}"), json(302, "", "Location", "/other"));

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> tasks.handle(ID, MAIL).get()).isInstanceOf(BadAnswerException.class);
    }
    assertThat(server.seen("GET /other")).isEmpty();
  }

  @Test
  void nothingAtTheAddressIsSaidInTime() {
    URI nowhere = server.address();
    server.stop();

    assertThatThrownBy(() -> Fixture.tasks(nowhere).submit(MAIL, TO_BOB))
        .isInstanceOf(UnreachableException.class)
        .hasMessageStartingWith("No answer from Millrace to POST /api/tasks/mail");
  }

  @Test
  void controlsSayWhyAndAnswerWithTheTask() {
    server.on("DELETE " + TASK, json(202, task("cancelling")));
    server.on("POST " + TASK + "/retry", json(202, task("pending")));
    TaskHandle<?> handle = tasks.handle(ID, MAIL);

    assertThat(handle.cancel("wrong weights").status()).isEqualTo(TaskStatus.CANCELLING);
    assertThat(handle.redrive(null).status()).isEqualTo(TaskStatus.PENDING);
    assertThat(server.seen("DELETE " + TASK).get(0).query()).isEqualTo("reason=wrong%20weights");
    assertThat(server.seen("POST " + TASK + "/retry").get(0).query()).isEmpty();
  }

  @Test
  void aPauseWhoseAnswerIsLostIsDoneWhereTheTaskIsPaused() {
    String paused =
        "{\"type\":\"https://millrace.dev/problems/state-forbids\",\"taskStatus\":\"paused\"}";
    server.on("POST " + TASK + "/pause", lost(), json(409, paused));
    server.on("GET " + TASK, json(200, task("paused")));

    assertThat(tasks.handle(ID, MAIL).pause(null).status()).isEqualTo(TaskStatus.PAUSED);
  }

  @Test
  void aPauseOfAPausedTaskIsRefused() {
    String paused =
        "{\"type\":\"https://millrace.dev/problems/state-forbids\",\"taskStatus\":\"paused\"}";
    server.on("POST " + TASK + "/pause", json(409, paused));

    assertThatThrownBy(() -> tasks.handle(ID, MAIL).pause(null))
        .isInstanceOf(ConflictException.class);
  }

  @Test
  void aRedriveIsNotSentTwice() {
    server.on("POST " + TASK + "/retry", lost(), json(202, task("pending")));

    assertThatThrownBy(() -> tasks.handle(ID, MAIL).redrive(null))
        .isInstanceOf(UnreachableException.class);
    assertThat(server.seen("POST " + TASK + "/retry")).hasSize(1);
  }
}
