package dev.millrace.executor.attempt;

import dev.millrace.blobs.BlobName;
import dev.millrace.blobs.BlobSum;
import dev.millrace.blobs.Blobs;
import dev.millrace.events.stored.Json;
import dev.millrace.events.stored.StoredResult;
import dev.millrace.executor.attempt.decision.HandlerResult;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.store.TaskClaim;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Stores a result that is too large for an event, before the event that says where it is.
///
/// While the blob store is away the attempt waits for it, as it would for the run store: the work
/// is done and is not thrown away. A process that dies between the two leaves a blob that goes with
/// its task; the task runs again from its last checkpoint, and stores its result under another
/// name.
public final class LargeResults {

  /// Bytes of a result that fit into an event.
  static final int LARGEST_IN_EVENT = 256 * 1024;

  private static final String KIND = "json";

  private final Blobs blobs;
  private final long largest;

  /// @param largest most bytes of a result
  public LargeResults(Blobs blobs, long largest) {
    this.blobs = blobs;
    this.largest = largest;
  }

  /// What a handler returned, the way it goes into an event.
  ///
  /// @throws PermanentFailure when it is larger than any result may be
  /// @throws dev.millrace.executor.attempt.decision.AttemptStopped when the attempt is asked to
  ///   stop while the store is away
  public HandlerResult.Returned keep(@Nullable Json result, Attempt attempt)
      throws InterruptedException {
    if (result == null || result.text().length() * 3L <= LARGEST_IN_EVENT) {
      return new HandlerResult.Returned(result, null);
    }
    byte[] bytes = result.text().getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= LARGEST_IN_EVENT) {
      return new HandlerResult.Returned(result, null);
    }
    if (bytes.length > largest) {
      throw new PermanentFailure(
          "result-too-large",
          String.format(
              Locale.ROOT,
              "the result has %d bytes of JSON; at most %d can be kept. Return a summary and store the rest where the task's owner can fetch it.",
              bytes.length,
              largest));
    }
    return new HandlerResult.Returned(null, store(bytes, attempt));
  }

  private StoredResult store(byte[] bytes, Attempt attempt) throws InterruptedException {
    boolean _ = attempt.awaitClaim();
    TaskClaim claim = attempt.claim();
    BlobName name = BlobName.result(claim.taskId(), claim.epoch());
    BlobSum sum =
        PatientStore.ask(
            attempt,
            "its result",
            () ->
                blobs.put(
                    name,
                    claim.request().userId(),
                    KIND,
                    new ByteArrayInputStream(bytes),
                    bytes.length));
    return new StoredResult(name.toString(), sum.bytes(), sum.sha256());
  }
}
