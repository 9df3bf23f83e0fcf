package dev.millrace.client;

import static dev.millrace.client.Fixture.ID;
import static dev.millrace.client.Fixture.LONG;
import static dev.millrace.client.Fixture.MAIL;
import static dev.millrace.client.Fixture.TASK;
import static dev.millrace.client.Fixture.progress;
import static dev.millrace.client.Fixture.task;
import static dev.millrace.client.ScriptedServer.broken;
import static dev.millrace.client.ScriptedServer.json;
import static dev.millrace.client.ScriptedServer.problem;
import static dev.millrace.client.ScriptedServer.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.client.Fixture.Sent;
import dev.millrace.client.ScriptedServer.Seen;
import dev.millrace.client.problem.BadAnswerException;
import dev.millrace.client.problem.NotFoundException;
import dev.millrace.client.problem.UnreachableException;
import dev.millrace.client.task.AwaitTimeoutException;
import dev.millrace.client.task.Progress;
import dev.millrace.client.task.TaskCancelledException;
import dev.millrace.client.task.TaskFailedException;
import dev.millrace.client.task.TaskTimedOutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Waiting for a task on a server whose streams end, break, fall silent or are refused as scripted.
@Timeout(60)
class WatchIT {

  private static final String STREAM = "GET " + TASK + "/stream";
  private static final String LOOK = "GET " + TASK;
  private static final String COMPLETED = task("completed", "\"result\":{\"bytes\":7}");
  private static final String SNAPSHOT = "id: 5.0\nevent: task\ndata: " + task("running") + "\n\n";

  private final ScriptedServer server = new ScriptedServer();
  private final TaskHandle<Sent> handle = Fixture.tasks(server.address()).handle(ID, MAIL);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void theEndOfTheStreamGivesTheResult() {
    server.on(STREAM, stream(SNAPSHOT)).on(LOOK, json(200, COMPLETED));

    assertThat(handle.await(LONG)).isEqualTo(new Sent(7));
    assertThat(server.seen(STREAM)).hasSize(1);
    assertThat(server.seen(STREAM).get(0).header("Accept")).isEqualTo("text/event-stream");
  }

  @Test
  void aStreamThatBreaksOffIsResumed() {
    server
        .on(
            STREAM,
            broken(SNAPSHOT + "id: 5.1\n" + progress(1) + "id: 5.2\ndata: ha"),
            stream("id: 5.2\n" + progress(2)))
        .on(LOOK, json(200, task("running")), json(200, COMPLETED));
    List<Long> done = new CopyOnWriteArrayList<>();

    Sent sent = handle.onProgress(progress -> done.add(progress.done())).await(LONG);

    assertThat(sent).isEqualTo(new Sent(7));
    assertThat(server.seen(STREAM).stream().map(one -> one.header("Last-Event-ID")))
        .containsExactly(null, "5.1");
    assertThat(done).containsExactly(1L, 2L);
  }

  @Test
  void aStreamOnWhichNothingComesIsLeft() {
    server
        .on(STREAM, server.silent(SNAPSHOT), stream(""))
        .on(LOOK, json(200, task("running")), json(200, COMPLETED));

    assertThat(handle.await(LONG)).isEqualTo(new Sent(7));
    assertThat(server.seen(STREAM).get(1).header("Last-Event-ID")).isEqualTo("5.0");
  }

  @Test
  void whereStreamsAreRefusedTheAnswersAreHeldBack() {
    server
        .on(STREAM, problem(429, "quota-exceeded"))
        .on(
            LOOK,
            json(200, task("running"), "ETag", "\"1\""),
            json(304, "", "ETag", "\"1\""),
            json(200, task("running", "\"progress\":{\"done\":3,\"total\":4}"), "ETag", "\"2\""),
            json(200, COMPLETED, "ETag", "\"3\""));
    List<Integer> percent = new CopyOnWriteArrayList<>();

    Sent sent = handle.onProgress(progress -> percent.add(progress.percent())).await(LONG);

    assertThat(sent).isEqualTo(new Sent(7));
    assertThat(server.seen(STREAM)).hasSize(1);
    assertThat(server.seen(LOOK).stream().map(one -> one.header("If-None-Match")))
        .containsExactly(null, "\"1\"", "\"1\"", "\"2\"");
    assertThat(server.seen(LOOK).get(1).header("Prefer")).isEqualTo("wait=1");
    assertThat(percent).containsExactly(75);
  }

  @Test
  void withoutTagsTheQuestionsBecomeRare() {
    server.on(STREAM, problem(406, "not-acceptable")).on(LOOK, json(200, task("running")));

    assertThatThrownBy(() -> handle.await(Duration.ofMillis(500)))
        .isInstanceOf(AwaitTimeoutException.class);

    // Of 20 ms at most each, with half of it as jitter, after those that double from 1 ms.
    assertThat(server.seen(LOOK)).hasSizeBetween(2, 55);
  }

  @Test
  void aStreamThatIsNoneIsNotKeptInMemory() {
    server
        .on(STREAM, stream("data: " + "x".repeat(3 << 20)))
        .on(LOOK, json(200, task("running"), "ETag", "\"1\""), json(200, COMPLETED));

    assertThat(handle.await(LONG)).isEqualTo(new Sent(7));
    assertThat(server.seen(STREAM)).hasSize(1);
  }

  @Test
  void eventsThatAreNotJsonAreFollowedByALook() {
    server.on(STREAM, stream("id: 5.1\nevent: task\ndata: {\n\n")).on(LOOK, json(200, COMPLETED));

    assertThat(handle.await(LONG)).isEqualTo(new Sent(7));
  }

  @Test
  void aStreamThatHasNothingMoreIsFollowedByALook() {
    server.on(STREAM, json(204, "")).on(LOOK, json(200, COMPLETED));

    assertThat(handle.await(LONG)).isEqualTo(new Sent(7));
  }

  @Test
  void aRestartIsWaitedThrough() {
    server.on(STREAM, server.beating(SNAPSHOT), stream("")).on(LOOK, json(200, COMPLETED));
    CompletableFuture<Sent> result = handle.result();
    await().until(() -> !server.seen(STREAM).isEmpty());

    server.stop();
    await().until(() -> result.isDone() || server.hungUp() > 0);
    server.startAgain();

    assertThat(result.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(new Sent(7));
  }

  @Test
  void tasksThatEndOtherwiseThrow() {
    String error =
        "\"error\":{\"code\":\"bad-address\",\"message\":\"no bob\",\"retryable\":false}";
    server
        .on(STREAM, json(204, ""))
        .on(
            LOOK,
            json(200, task("failed", error)),
            json(200, task("timeout", error)),
            json(200, task("cancelled")));

    assertThatThrownBy(() -> handle.await(LONG))
        .isInstanceOfSatisfying(
            TaskFailedException.class,
            e -> {
              assertThat(e.code()).isEqualTo("bad-address");
              assertThat(e.attempt()).isEqualTo(2);
              assertThat(e.id()).isEqualTo(ID);
            })
        .hasMessage("Task " + ID + " (mail) failed at attempt 2: bad-address, no bob");
    assertThatThrownBy(() -> handle.await(LONG)).isInstanceOf(TaskTimedOutException.class);
    assertThatThrownBy(() -> handle.await(LONG)).isInstanceOf(TaskCancelledException.class);
  }

  @Test
  void aWaitEndsInTimeAndLeavesTheStream() {
    server.on(STREAM, server.beating(SNAPSHOT));

    assertThatThrownBy(() -> handle.await(Duration.ofMillis(300)))
        .isInstanceOf(AwaitTimeoutException.class)
        .hasMessage("Task " + ID + " had not ended after PT0.3S");
    await().until(() -> server.hungUp() == 1);
  }

  @Test
  void aWaitInVainSaysWhatWasInTheWay() {
    server.stop();

    assertThatThrownBy(() -> handle.await(Duration.ofMillis(600)))
        .isInstanceOf(AwaitTimeoutException.class)
        .hasCauseInstanceOf(UnreachableException.class);
  }

  @Test
  void allWhoWaitShareAStreamUntilTheLastLeaves() {
    server.on(STREAM, server.beating(SNAPSHOT));
    CompletableFuture<Sent> one = handle.result();
    CompletableFuture<Sent> other = handle.result();
    await().until(() -> !server.seen(STREAM).isEmpty());

    one.cancel(false);

    assertThat(other).isNotDone();
    assertThat(server.hungUp()).isZero();
    other.cancel(false);
    await().until(() -> server.hungUp() == 1);
    assertThat(server.seen(STREAM)).hasSize(1);
  }

  @Test
  void aListenerThatThrowsStopsNobody() {
    server
        .on(
            STREAM,
            stream(
                "id: 5.1\n" + progress(1) + "id: 5.2\n" + progress(1) + "id: 5.3\n" + progress(2)))
        .on(LOOK, json(200, COMPLETED));
    List<Progress> heard = new CopyOnWriteArrayList<>();
    handle.onProgress(progress -> {
      throw new IllegalStateException("a listener that throws, in a test");
    });

    assertThat(handle.onProgress(heard::add).await(LONG)).isEqualTo(new Sent(7));
    assertThat(heard.stream().map(Progress::done)).containsExactly(1L, 2L);
  }

  @Test
  void aTaskThatThereIsNotIsNotWaitedFor() {
    server.on(STREAM, problem(404, "unknown-task")).on(LOOK, problem(404, "unknown-task"));

    assertThatThrownBy(() -> handle.await(LONG)).isInstanceOf(NotFoundException.class);
  }

  @Test
  void aLargeResultIsFetchedByItself() {
    server
        .on(STREAM, json(204, ""))
        .on(LOOK, json(200, task("completed", "\"result\":null", "\"resultBytes\":2000000")))
        .on(LOOK + "/result", json(200, "{\"bytes\":8}"));

    assertThat(handle.await(LONG)).isEqualTo(new Sent(8));
  }

  @Test
  void aResultThatDoesNotFitIsSaidToBeSo() {
    server
        .on(STREAM, json(204, ""))
        .on(LOOK, json(200, task("completed", "\"result\":{\"bytes\":\"many\"}")));

    assertThatThrownBy(() -> handle.await(LONG))
        .isInstanceOf(BadAnswerException.class)
        .hasMessageContaining("does not fit");
  }

  @Test
  void anInterruptedWaitEndsAndStaysInterrupted() throws InterruptedException {
    server.on(STREAM, server.beating(SNAPSHOT));
    var cancelled = new AtomicBoolean();
    var waiting =
        new Thread(() -> {
          try {
            handle.await(LONG);
          } catch (CancellationException e) {
            cancelled.set(Thread.currentThread().isInterrupted());
          }
        });
    waiting.start();
    await().until(() -> !server.seen(STREAM).isEmpty());

    waiting.interrupt();
    waiting.join(20_000);

    assertThat(cancelled).isTrue();
    await().until(() -> server.hungUp() == 1);
  }

  @Test
  void aTokenIsInNoAddress() {
    server.on(STREAM, stream(SNAPSHOT)).on(LOOK, json(200, COMPLETED));

    handle.await(LONG);

    assertThat(server.seen(STREAM).stream().map(Seen::query)).containsOnly("");
    assertThat(server.seen(STREAM).get(0).header("Authorization")).isEqualTo("Bearer a.b.c");
  }
}
