package dev.millrace.jobs.llm.provider;

import static dev.millrace.jobs.llm.provider.TwoProviders.answer;
import static dev.millrace.jobs.llm.provider.TwoProviders.provider;
import static dev.millrace.jobs.llm.provider.TwoProviders.question;
import static dev.millrace.jobs.llm.provider.TwoProviders.transientFailure;
import static dev.millrace.testinfra.OpenAiServer.says;
import static dev.millrace.testinfra.OpenAiServer.status;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.executor.handler.TransientFailure;
import dev.millrace.executor.testkit.SteppedClock;
import dev.millrace.jobs.llm.Question;
import dev.millrace.testinfra.OpenAiServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Calls that may not be made yet wait, in their order, and do not fail for it.
@Timeout(120)
class WaitingForProvidersIT {

  private final TwoProviders fixture = new TwoProviders();
  private final OpenAiServer one = fixture.one;
  private final OpenAiServer two = fixture.two;
  private final SteppedClock clock = fixture.clock;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void close() {
    threads.shutdownNow();
    fixture.close();
  }

  @Test
  void neverMoreCallsAtOnceThanPermits() throws Exception {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch othersWait = new CountDownLatch(1);
    for (int i = 0; i < 10; i++) {
      one.then((exchange, request) -> {
        most.accumulateAndGet(running.incrementAndGet(), Math::max);
        try {
          othersWait.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        running.decrementAndGet();
        says("ok").to(exchange, request);
      });
    }
    try (LanguageModels models = models(provider("one", one, 1, true))) {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        answers.add(threads.submit(() -> answer(models)));
      }
      await().atMost(30, SECONDS).until(() -> fixture.waiting() == 8);
      othersWait.countDown();
      for (Future<String> answer : answers) {
        assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo("ok");
      }
    }
    assertThat(most).hasValue(2);
  }

  /// A minute's budget is five calls of 120 tokens. Four minutes pass, in steps of a minute; not
  /// one of the twenty calls fails.
  @Test
  void callsBeyondTheTokensOfAMinuteWaitForTheNext() throws Exception {
    try (LanguageModels models = models(budget(600))) {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        answers.add(ask(models, of120Tokens()));
      }
      for (int minute = 1; minute < 4; minute++) {
        int soFar = 5 * minute;
        await()
            .atMost(30, SECONDS)
            .until(() -> done(answers) == soFar && fixture.waiting() == 20 - soFar);
        assertThat(one.requests()).as("minute %d", minute).hasSize(soFar);
        clock.advance(Duration.ofMinutes(1));
      }
      for (Future<String> answer : answers) {
        assertThat(answer.get(30, SECONDS)).isEqualTo("fine");
      }
    }
  }

  /// The large one came first, so it is next; small ones would find tokens enough for ever.
  @Test
  void aLargeCallIsNotPassedBySmallOnes() throws Exception {
    try (LanguageModels models = models(budget(240))) {
      assertThat(answer(models, of120Tokens())).isEqualTo("fine");
      Future<String> large = ask(models, question("l".repeat(4 * 220)));
      await().atMost(30, SECONDS).until(() -> fixture.waiting() == 1);
      Future<String> small = ask(models, question("small"));
      await().atMost(30, SECONDS).until(() -> fixture.waiting() == 2);

      clock.advance(Duration.ofSeconds(30));
      assertThat(large.get(30, SECONDS)).isEqualTo("fine");
      assertThat(one.requests().get(1).toString()).contains("llll");
      assertThat(small.get(30, SECONDS)).isEqualTo("fine");
    }
  }

  @Test
  void whoWaitedTooLongIsToldToComeBackAndWhy() throws Exception {
    try (LanguageModels models = models(budget(1))) {
      assertThat(answer(models)).isEqualTo("fine");
      Future<TransientFailure> waiting = threads.submit(() -> transientFailure(models));
      await().atMost(30, SECONDS).until(() -> fixture.waiting() == 1);
      clock.advance(TwoProviders.MAX_WAIT);

      TransientFailure failure = waiting.get(30, SECONDS);
      assertThat(failure.code()).isEqualTo("providers-busy");
      assertThat(failure.retryAfter().orElseThrow()).isPositive();
    }
  }

  @Test
  void whileTheCircuitIsOpenCallsWaitAndTwoTrialsDecide() throws Exception {
    for (int i = 0; i < 5; i++) {
      one.then(status(500));
    }
    try (LanguageModels models = models(provider("one", one, 1, true))) {
      for (int i = 0; i < 5; i++) {
        transientFailure(models);
      }
      Future<String> waiting = ask(models);
      await().atMost(30, SECONDS).until(() -> fixture.waiting() == 1);
      assertThat(one.requests()).as("no call while the circuit is open").hasSize(5);

      clock.advance(Duration.ofSeconds(31));
      assertThat(waiting.get(30, SECONDS)).isEqualTo("fine");
      for (int i = 0; i < 3; i++) {
        assertThat(answer(models)).isEqualTo("fine");
      }
    }
  }

  @Test
  void aProviderThatAsksForRestIsLeftAloneAndWaitedFor() throws Exception {
    one.then(status(429, "Retry-After", "17"));
    try (LanguageModels models = models(provider("one", one, 1, true))) {
      transientFailure(models);
      Future<String> waiting = ask(models);
      await().atMost(30, SECONDS).until(() -> fixture.waiting() == 1);
      assertThat(one.requests()).as("the provider was left alone").hasSize(1);

      clock.advance(Duration.ofSeconds(18));
      assertThat(waiting.get(30, SECONDS)).isEqualTo("fine");
    }
  }

  @Test
  void aLongRestIsNotWaitedFor() throws Exception {
    one.then(status(429, "Retry-After", "600"));
    try (LanguageModels models = models(provider("one", one, 1, true))) {
      transientFailure(models);

      assertThat(transientFailure(models).retryAfter()).contains(Duration.ofMinutes(10));
      assertThat(one.requests()).hasSize(1);
    }
  }

  @Test
  void aCallThatOneProviderRefusedDoesNotWaitForAnotherThatRests() throws Exception {
    one.then(status(429, "Retry-After", "60"));
    two.then(status(500));
    try (LanguageModels models =
        models(provider("one", one, 100, true), provider("two", two, 1, true))) {
      assertThat(transientFailure(models).code()).isEqualTo("provider-rate-limited");

      two.then(status(500));
      assertThat(transientFailure(models).code()).isEqualTo("provider-unavailable");
      assertThat(one.requests()).hasSize(1);
    }
  }

  @Test
  void anInterruptedCallEndsAtOnceAndGivesItsPermitBack() throws Exception {
    one.then(one.stalls());
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    ProviderSettings slow = TwoProviders.patient("one", one);
    try (LanguageModels models = models(slow)) {
      Thread asking =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  models.ask(question(), _ -> started.countDown());
                } catch (InterruptedException e) {
                  ended.countDown();
                }
              });
      assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
      asking.interrupt();
      assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(answer(models)).isEqualTo("fine");
    }
  }

  private LanguageModels models(ProviderSettings... providers) {
    return fixture.models(providers);
  }

  private ProviderSettings budget(long tokensPerMinute) {
    return TwoProviders.limited("one", one, 2, tokensPerMinute);
  }

  private Future<String> ask(LanguageModels models) {
    return ask(models, question());
  }

  private Future<String> ask(LanguageModels models, Question question) {
    return threads.submit(() -> answer(models, question));
  }

  /// As many tokens as the server counts, so that nothing is left to book afterwards.
  private static Question of120Tokens() {
    return question("x".repeat(4 * 110));
  }

  private static int done(List<Future<String>> answers) {
    return (int) answers.stream().filter(Future::isDone).count();
  }
}
