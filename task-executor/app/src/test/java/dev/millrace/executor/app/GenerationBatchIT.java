package dev.millrace.executor.app;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.task.TaskId;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.testinfra.OpenAiServer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A batch on a whole executor, with a provider that speaks the protocol and takes three calls.
@MillraceInfra
@Timeout(180)
class GenerationBatchIT {

  private static final int CHILDREN = 20;
  private static final int AT_ONCE = 3;

  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final CountDownLatch tooMany = new CountDownLatch(1);

  @Test
  void childrenShareTheProvidersCallsAndNoneUsesUpAnAttemptByWaiting(Infra infra) throws Exception {
    try (OpenAiServer server = new OpenAiServer();
        RunningExecutor executor =
            RunningExecutor.start(
                infra,
                "--millrace.llm.providers[0].name=one",
                "--millrace.llm.providers[0].base-url=" + server.baseUrl(),
                "--millrace.llm.providers[0].model=m",
                "--millrace.llm.providers[0].concurrency=" + AT_ONCE)) {
      for (int i = 0; i < CHILDREN; i++) {
        server.then(counted(OpenAiServer.says("A storm.")));
      }
      TaskId parent =
          executor.request(
              "batch",
              "{\"type\":\"scene\",\"total\":%d,\"onFailure\":\"continue\"}".formatted(CHILDREN),
              null);
      for (int i = 0; i < CHILDREN; i++) {
        executor.request(i % 2 == 0 ? "scene" : "summary", parameters(i), parent);
      }
      await()
          .atMost(120, SECONDS)
          .untilAsserted(() -> assertThat(executor.state(parent)).isEqualTo("completed"));

      assertThat(most).as("calls at once").hasValue(AT_ONCE);
      assertThat(server.requests()).as("nothing is asked twice").hasSize(CHILDREN);
      assertThat(
              executor
                  .sql()
                  .sql("select state || ' ' || attempt from millrace_engine.run where task_id <> ?")
                  .param(parent.value())
                  .query(String.class)
                  .list())
          .hasSize(CHILDREN)
          .containsOnly("completed 1");
    }
  }

  private static String parameters(int number) {
    return number % 2 == 0
        ? "{\"outline\":\"A storm, number %d.\"}".formatted(number)
        : "{\"scene\":\"A storm, number %d.\"}".formatted(number);
  }

  /// Thinks for a while, in which one call too many would come.
  private OpenAiServer.Reply counted(OpenAiServer.Reply reply) {
    return (exchange, request) -> {
      if (running.get() >= AT_ONCE) {
        tooMany.countDown();
      }
      most.accumulateAndGet(running.incrementAndGet(), Math::max);
      try {
        tooMany.await(300, MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      running.decrementAndGet();
      reply.to(exchange, request);
    };
  }
}
