package dev.millrace.client.http;

import dev.millrace.client.problem.MillraceException;
import dev.millrace.client.problem.Problem;
import dev.millrace.client.problem.ProblemException;
import dev.millrace.client.problem.UnreachableException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// One call until it is answered or given up. Attempts follow each other, never two at once.
final class RepeatedCall {

  private final CompletableFuture<Answer> result = new CompletableFuture<>();
  private final Calls calls;
  private final Call call;
  private final RetryRules rules;
  private int tried;

  /// Whether an attempt may have arrived and was not answered.
  private boolean lost;

  private boolean renewed;

  RepeatedCall(Calls calls, Call call) {
    this.calls = calls;
    this.call = call;
    this.rules = new RetryRules(calls.settings());
  }

  /// Cancelling it ends the attempt that is under way.
  CompletableFuture<Answer> result() {
    return result;
  }

  void attempt() {
    if (result.isDone()) {
      return;
    }
    tried++;
    try {
      BearerToken token = calls.token();
      CompletableFuture<Answer> sent = calls.attempt(call, token);
      var unusedEnd = result.whenComplete((answer, failure) -> sent.cancel(true));
      var unusedSent =
          sent.whenComplete((answer, failure) -> guarded(() -> ended(token, answer, failure)));
    } catch (RuntimeException e) {
      result.completeExceptionally(e);
    }
  }

  /// Whatever happens, whoever waits is answered.
  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      result.completeExceptionally(e);
    }
  }

  private void ended(BearerToken token, @Nullable Answer answer, @Nullable Throwable failure) {
    if (answer == null) {
      unanswered(unwrapped(failure));
    } else if (answer.status() < 400) {
      result.complete(answer);
    } else {
      refused(token, answer);
    }
  }

  private void refused(BearerToken token, Answer answer) {
    Problem problem = Problems.read(answer, Instant.now());
    if (problem.status() == 401 && !renewed && !calls.token().isSame(token)) {
      renewed = true;
      attempt();
    } else if (lost && call.done().test(problem)) {
      result.complete(answer);
    } else {
      again(
          rules.after(problem, call.mayRepeat(), tried, Math.random()),
          ProblemException.of(problem));
    }
  }

  private void unanswered(@Nullable Throwable failure) {
    if (failure instanceof IOException || failure instanceof TimeoutException) {
      boolean neverSent =
          failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException;
      lost |= !neverSent;
      again(
          rules.afterSilence(call.mayRepeat() || neverSent, tried, Math.random()),
          new UnreachableException(
              "No answer from Millrace to " + call.method() + " " + path() + why(failure),
              failure));
    } else if (failure instanceof MillraceException) {
      result.completeExceptionally(failure);
    } else {
      result.completeExceptionally(new MillraceException("The call could not be made", failure));
    }
  }

  private void again(Optional<Duration> pause, MillraceException otherwise) {
    if (pause.isPresent()) {
      calls.later(pause.get(), this::attempt);
    } else {
      result.completeExceptionally(otherwise);
    }
  }

  private String path() {
    int query = call.path().indexOf('?');
    return query < 0 ? call.path() : call.path().substring(0, query);
  }

  private static String why(Throwable failure) {
    return failure.getMessage() == null
        ? ": " + failure.getClass().getSimpleName()
        : ": " + failure.getMessage();
  }

  private static @Nullable Throwable unwrapped(@Nullable Throwable failure) {
    Throwable inner = failure;
    while (inner instanceof CompletionException && inner.getCause() != null) {
      inner = inner.getCause();
    }
    return inner;
  }
}
