package dev.millrace.executor.attempt;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.blobs.BlobName;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.TaskId;
import dev.millrace.executor.attempt.decision.AttemptStopped;
import dev.millrace.executor.attempt.decision.HandlerResult;
import dev.millrace.executor.attempt.decision.StopReason;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.store.AcceptedTask;
import dev.millrace.executor.store.TaskClaim;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LargeResultsTest {

  private static final int LIMIT = 256 * 1024;

  private final FailingBlobs blobs = new FailingBlobs();
  private final Attempt attempt = attempt();

  @ParameterizedTest
  @CsvSource({"a,-2,false", "a,-1,true", "ü,-2,false", "ü,0,true"})
  void whatFitsIntoAnEventStaysInIt(String letter, int more, boolean stored) throws Exception {
    int each = "ü".equals(letter) ? 2 : 1;
    Json result = new Json("\"" + letter.repeat((LIMIT + more) / each) + "\"");

    HandlerResult.Returned kept = results(LIMIT * 2).keep(result, attempt);

    assertThat(kept.stored() != null).isEqualTo(stored);
    assertThat(kept.result() == null).isEqualTo(stored);
    if (stored) {
      BlobName name = BlobName.parse(requireNonNull(kept.stored()).blob());
      try (InputStream content = blobs.open(name)) {
        assertThat(content).hasBinaryContent(result.text().getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  @Test
  void whatIsLargerThanAnyResultMayBeFailsTheTask() {
    assertThatExceptionOfType(PermanentFailure.class)
        .isThrownBy(() -> results(LIMIT + 10).keep(large(), attempt))
        .satisfies(e -> assertThat(e.code()).isEqualTo("result-too-large"))
        .withMessageContaining(String.valueOf(LIMIT + 10));
  }

  @Test
  void resultWaitsForAStoreThatIsAway() throws Exception {
    blobs.failures = 1;

    HandlerResult.Returned kept = results(LIMIT * 2).keep(large(), attempt);

    assertThat(blobs.find(BlobName.parse(requireNonNull(kept.stored()).blob()))).isPresent();
  }

  @Test
  void attemptThatIsAskedToStopWaitsNoLonger() {
    blobs.failures = Integer.MAX_VALUE;
    attempt.stop(new StopReason.ExecutorStopping());

    assertThatExceptionOfType(AttemptStopped.class)
        .isThrownBy(() -> results(LIMIT * 2).keep(large(), attempt));
  }

  private LargeResults results(long largest) {
    return new LargeResults(blobs, largest);
  }

  private static Json large() {
    return new Json("\"" + "x".repeat(LIMIT + 100) + "\"");
  }

  private static Attempt attempt() {
    return Attempts.of(
        new TaskClaim(
            new AcceptedTask(
                new TaskId(UUID.randomUUID()), Instant.EPOCH, FailingBlobs.request(), null),
            1,
            0,
            1,
            null));
  }
}
