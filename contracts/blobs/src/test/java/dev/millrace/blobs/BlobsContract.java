package dev.millrace.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.UserId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every store of blobs does.
abstract class BlobsContract {

  static final UserId ALICE = new UserId("alice märz");
  private static final int CHUNK = 256 * 1024;
  private static final int PART = 8 * 1024 * 1024;

  private static final InputStream GONE =
      new InputStream() {
        @Override
        public int read() throws IOException {
          throw new IOException("the client has gone");
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
          return read();
        }
      };

  private final BlobName name = BlobName.upload(new TaskId(UUID.randomUUID()));

  abstract Blobs blobs();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, PART, PART + 1, 2 * PART + 77})
  void whatIsPutIsOpenedAgainByteForByte(int size) throws Exception {
    byte[] content = random(size);

    BlobSum sum = put(content, size);

    assertThat(sum.bytes()).isEqualTo(size);
    assertThat(sum.sha256())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
    assertThat(blobs().find(name)).contains(new Blob(name, ALICE, "pdf", size));
    assertThat(read()).isEqualTo(content);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, CHUNK + 1, PART + 1})
  void contentPastItsLimitIsRefusedAndNothingOfItKept(int size) throws Exception {
    assertThatThrownBy(() -> put(random(size), size - 1))
        .isInstanceOfSatisfying(BlobTooLarge.class, e -> assertThat(e.limit()).isEqualTo(size - 1));

    isMissing();
  }

  @ParameterizedTest
  @ValueSource(ints = {10, CHUNK, PART})
  void contentThatBreaksOffIsNotThere(int size) throws Exception {
    InputStream broken = new SequenceInputStream(new ByteArrayInputStream(random(size)), GONE);

    assertThatThrownBy(() -> blobs().put(name, ALICE, "pdf", broken, 2L * size))
        .hasMessageContaining("the client has gone");

    isMissing();
  }

  @Test
  void contentIsTakenAsItComesAndNeverWhole() throws Exception {
    long size = 40L * 1024 * 1024;
    var slow = new Endless(size);

    blobs().put(name, ALICE, "pdf", slow, size);

    assertThat(slow.largestRead).isLessThanOrEqualTo(PART);
    long read = 0;
    try (InputStream stored = blobs().open(name)) {
      byte[] buffer = new byte[64 * 1024];
      for (int count = stored.read(buffer); count >= 0; count = stored.read(buffer)) {
        read += count;
      }
    }
    assertThat(read).isEqualTo(size);
  }

  @Test
  void whatIsPutAgainTakesThePlaceOfTheOld() throws Exception {
    put(random(3 * CHUNK), 3 * CHUNK);

    put(new byte[] {1, 2}, 10);

    assertThat(read()).containsExactly(1, 2);
  }

  @Test
  void deletedBlobIsGoneAndDeletingItAgainDoesNothing() throws Exception {
    put(random(CHUNK + 1), CHUNK + 1);

    blobs().delete(name);
    blobs().delete(name);

    isMissing();
  }

  @Test
  void pagesListWhatIsOldEnough() throws Exception {
    put(random(1), 1);

    assertThat(all(Instant.now().plusSeconds(60))).contains(name);
    assertThat(all(Instant.now().minusSeconds(60))).doesNotContain(name);
  }

  @Test
  void forgettingTheUnfinishedLeavesTheFinished() throws Exception {
    put(random(CHUNK), CHUNK);

    blobs().forgetUnfinished(Instant.now().plusSeconds(60));

    assertThat(blobs().find(name)).isPresent();
  }

  List<BlobName> all(Instant before) throws IOException {
    List<BlobName> all = new ArrayList<>();
    Blobs.Page page = blobs().page(before, null);
    all.addAll(page.names());
    while (page.next() != null) {
      page = blobs().page(before, page.next());
      all.addAll(page.names());
    }
    return all;
  }

  private BlobSum put(byte[] content, long limit) throws IOException {
    return blobs().put(name, ALICE, "pdf", new ByteArrayInputStream(content), limit);
  }

  private byte[] read() throws IOException {
    try (InputStream stored = blobs().open(name)) {
      return stored.readAllBytes();
    }
  }

  private void isMissing() throws IOException {
    assertThat(blobs().find(name)).isEmpty();
    assertThatThrownBy(() -> blobs().open(name).close()).isInstanceOf(BlobMissing.class);
    assertThat(all(Instant.now().plusSeconds(60))).doesNotContain(name);
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  /// Zeros, of which it remembers how many were asked for at once.
  private static final class Endless extends InputStream {

    private long left;
    private int largestRead;

    Endless(long size) {
      left = size;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      largestRead = Math.max(largestRead, length);
      if (left <= 0) {
        return -1;
      }
      int count = (int) Math.min(length, left);
      left -= count;
      return count;
    }
  }
}
