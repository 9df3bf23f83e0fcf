package dev.millrace.executor.attempt;

import dev.millrace.blobs.BlobMissing;
import dev.millrace.blobs.BlobName;
import dev.millrace.blobs.Blobs;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.stored.Json;
import dev.millrace.events.stored.StoredParameters;
import dev.millrace.executor.handler.PermanentFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Fetches parameters that were too large for an event, each time that an attempt begins. They are
/// stored before their task is accepted, and go when it is forgotten; so every attempt has them,
/// and every redrive.
public final class LargeParameters {

  private final Blobs blobs;

  public LargeParameters(Blobs blobs) {
    this.blobs = blobs;
  }

  /// What the attempt's handler is given. While the store is away the attempt waits for it.
  ///
  /// @throws PermanentFailure when they are gone
  /// @throws dev.millrace.executor.attempt.decision.AttemptStopped when the attempt is asked to
  ///   stop while the store is away
  public Json of(Attempt attempt) throws InterruptedException {
    TaskRequested request = attempt.claim().request();
    StoredParameters stored = request.storedParameters();
    return stored == null
        ? request.parameters()
        : PatientStore.ask(attempt, "its parameters", () -> fetch(request, stored));
  }

  private Json fetch(TaskRequested request, StoredParameters stored) throws IOException {
    BlobName name = BlobName.parse(stored.blob());
    if (blobs.find(name).filter(blob -> blob.owner().equals(request.userId())).isEmpty()) {
      throw gone(name);
    }
    try (InputStream content = blobs.open(name)) {
      return new Json(new String(content.readAllBytes(), StandardCharsets.UTF_8));
    } catch (BlobMissing e) {
      throw gone(name);
    }
  }

  private static PermanentFailure gone(BlobName name) {
    return new PermanentFailure(
        "unknown-parameters",
        "the parameters " + name + " are not in the store; they go with their task");
  }
}
