package dev.millrace.executor.handler;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which failures of a handler another attempt may mend, and which not. They are of the code, and
/// no part of what is announced.
///
/// The classes are looked for in what was thrown and in its causes. The nearest of them decides:
/// the one with the fewest classes between it and that of the failure. Where both lists are equally
/// near, there is no further attempt.
///
/// @param retryOn failures after which there is another attempt, although the engine would not make
///   one: an HTTP 404, as a rule
/// @param neverOn failures after which there is none
public record RetryRules(
    List<Class<? extends Throwable>> retryOn, List<Class<? extends Throwable>> neverOn) {

  /// Nothing is said: see [TaskHandler#run].
  public static final RetryRules STANDARD = new RetryRules(List.of(), List.of());

  private static final int DEEPEST_CAUSE = 20;

  public RetryRules {
    retryOn = List.copyOf(retryOn);
    neverOn = List.copyOf(neverOn);
  }

  /// The same rules with further failures after which there is another attempt.
  @SafeVarargs
  public final RetryRules retryOn(Class<? extends Throwable>... failures) {
    List<Class<? extends Throwable>> all = new ArrayList<>(retryOn);
    for (Class<? extends Throwable> failure : failures) {
      all.add(failure);
    }
    return new RetryRules(all, neverOn);
  }

  /// The same rules with further failures after which there is none.
  @SafeVarargs
  public final RetryRules neverOn(Class<? extends Throwable>... failures) {
    List<Class<? extends Throwable>> all = new ArrayList<>(neverOn);
    for (Class<? extends Throwable> failure : failures) {
      all.add(failure);
    }
    return new RetryRules(retryOn, all);
  }

  /// Whether there is to be another attempt; empty where nothing is said of such a failure.
  public Optional<Boolean> retries(Throwable failure) {
    int most = Integer.MAX_VALUE;
    int retry = most;
    int never = most;
    @Nullable Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
      retry = Math.min(retry, nearest(cause, retryOn));
      never = Math.min(never, nearest(cause, neverOn));
      cause = cause.getCause();
    }
    return retry == most && never == most ? Optional.empty() : Optional.of(retry < never);
  }

  private static int nearest(Throwable failure, List<Class<? extends Throwable>> declared) {
    int steps = 0;
    for (@Nullable Class<?> type = failure.getClass(); type != null; type = type.getSuperclass()) {
      if (declared.contains(type)) {
        return steps;
      }
      steps++;
    }
    return Integer.MAX_VALUE;
  }
}
