package dev.millrace.jobs.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.blobs.BlobName;
import dev.millrace.blobs.memory.InMemoryBlobs;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.UserId;
import dev.millrace.executor.handler.PermanentFailure;
import java.io.ByteArrayInputStream;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredUploadsTest {

  private static final UserId ALICE = new UserId("alice");

  private final InMemoryBlobs blobs = new InMemoryBlobs();
  private final UploadedDocuments uploads = new StoredUploads(blobs, 4);
  private final BlobName name = BlobName.upload(new TaskId(UUID.randomUUID()));

  @BeforeEach
  void store() throws Exception {
    blobs.put(name, ALICE, "text", new ByteArrayInputStream(new byte[] {1, 2, 3, 4}), 4);
  }

  @Test
  void ownersUploadIsRead() throws Exception {
    assertThat(uploads.open(name.toString(), ALICE)).hasBinaryContent(new byte[] {1, 2, 3, 4});
  }

  @Test
  void uploadOverTheLimitIsNotEvenOpened() {
    assertThatExceptionOfType(PermanentFailure.class)
        .isThrownBy(() -> new StoredUploads(blobs, 3).open(name.toString(), ALICE))
        .satisfies(e -> assertThat(e.code()).isEqualTo("document-too-large"));
  }

  @Test
  void somebodyElsesUploadIsAsIfItDidNotExist() {
    assertUnknown(name.toString(), new UserId("bob"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "../../etc/passwd", "0199a8f4-77aa-7d6e-9b1f-3c5a1e2b4d6f.upload"})
  void whatIsNotThereIsSaidToBeUnknown(String reference) {
    assertUnknown(reference, ALICE);
  }

  private void assertUnknown(String reference, UserId user) {
    assertThatExceptionOfType(PermanentFailure.class)
        .isThrownBy(() -> uploads.open(reference, user))
        .satisfies(e -> assertThat(e.code()).isEqualTo("unknown-upload"));
  }
}
