package dev.millrace.executor.attempt;

import dev.millrace.executor.attempt.decision.AttemptStopped;
import dev.millrace.executor.attempt.decision.StopReason;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the store of blobs again while it is away: no attempt is used up for that.
final class PatientStore {

  private static final Logger LOG = LoggerFactory.getLogger(PatientStore.class);
  private static final Duration RETRY_PAUSE = Duration.ofMillis(500);

  private PatientStore() {}

  /// Returns what the store answers.
  ///
  /// @param what it is asked for, such as `the result`
  /// @throws AttemptStopped when the attempt is asked to stop while the store is away
  static <T> T ask(Attempt attempt, String what, Call<T> call) throws InterruptedException {
    boolean warned = false;
    while (true) {
      try {
        return call.get();
      } catch (IOException e) {
        if (!warned) {
          LOG.warn(
              "Task {} waits with {} for the store of blobs: {}",
              attempt.claim().taskId(),
              what,
              e.toString());
          warned = true;
        }
        StopReason stop = attempt.stopReason();
        if (stop != null) {
          throw new AttemptStopped(stop);
        }
        Thread.sleep(RETRY_PAUSE);
      }
    }
  }

  /// What the store is asked.
  interface Call<T> {
    T get() throws IOException;
  }
}
