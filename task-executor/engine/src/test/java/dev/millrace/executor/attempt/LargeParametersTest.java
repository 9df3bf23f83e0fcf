package dev.millrace.executor.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.blobs.BlobName;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.stored.Json;
import dev.millrace.events.stored.StoredParameters;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.UserId;
import dev.millrace.executor.attempt.decision.AttemptStopped;
import dev.millrace.executor.attempt.decision.StopReason;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.store.AcceptedTask;
import dev.millrace.executor.store.TaskClaim;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LargeParametersTest {

  private static final TaskId TASK = new TaskId(UUID.randomUUID());
  private static final String TEXT = "{\"city\":\"Zürich\",\"n\":1.00000000000000000001}";

  private final FailingBlobs blobs = new FailingBlobs();
  private final LargeParameters parameters = new LargeParameters(blobs);

  @Test
  void storedParametersAreThoseOfTheAttempt() throws Exception {
    store("alice");

    assertThat(parameters.of(attempt())).isEqualTo(new Json(TEXT));
  }

  @Test
  void attemptWaitsForAStoreThatIsAway() throws Exception {
    store("alice");
    blobs.failures = 1;

    assertThat(parameters.of(attempt())).isEqualTo(new Json(TEXT));
  }

  @Test
  void attemptThatIsAskedToStopWaitsNoLonger() throws Exception {
    store("alice");
    blobs.failures = Integer.MAX_VALUE;
    Attempt attempt = attempt();
    attempt.stop(new StopReason.ExecutorStopping());

    assertThatExceptionOfType(AttemptStopped.class).isThrownBy(() -> parameters.of(attempt));
  }

  @Test
  void somebodyElsesAreAsGoneAsThoseThatAreNotThere() throws Exception {
    assertUnknown();
    store("mallory");
    assertUnknown();
  }

  private void assertUnknown() {
    assertThatExceptionOfType(PermanentFailure.class)
        .isThrownBy(() -> parameters.of(attempt()))
        .satisfies(e -> assertThat(e.code()).isEqualTo("unknown-parameters"));
  }

  private void store(String owner) throws Exception {
    byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);
    blobs.put(
        BlobName.parameters(TASK),
        new UserId(owner),
        "json",
        new ByteArrayInputStream(bytes),
        bytes.length);
  }

  private static Attempt attempt() {
    TaskRequested request =
        FailingBlobs.request()
            .with(new StoredParameters(BlobName.parameters(TASK).toString(), 1, "").addedTo(null));
    return Attempts.of(
        new TaskClaim(new AcceptedTask(TASK, Instant.EPOCH, request, null), 1, 0, 1, null));
  }
}
