package dev.millrace.outbox.relay.wal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millrace.outbox.Outbox;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WalMessageTest {

  private static final String TEXT = "0\tä\n1\t漢";
  private static final long POSITION = 0xFFFF_0000_0001L;

  @Test
  void outboxMessageGivesItsLinesAndItsPosition() {
    assertThat(parse(message(Outbox.PREFIX, TEXT))).isEqualTo(new WalMessage.Lines(TEXT, POSITION));
    assertThat(parse(message(Outbox.PREFIX, ""))).isEqualTo(new WalMessage.Lines("", POSITION));
  }

  /// The driver hands over a slice of a larger array.
  @Test
  void messageInTheMiddleOfAnArrayIsReadFromItsStart() {
    byte[] message = message(Outbox.PREFIX, TEXT);
    byte[] around = new byte[message.length + 25];
    System.arraycopy(message, 0, around, 25, message.length);

    assertThat(WalMessage.parse(ByteBuffer.wrap(around).position(25).slice()))
        .isEqualTo(new WalMessage.Lines(TEXT, POSITION));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "millrace.heartbeat", "millrace.outbox2", "millrace.outbo"})
  void messageOfAnotherPrefixIsNobodys(String prefix) {
    assertThat(parse(message(prefix, TEXT))).isEqualTo(new WalMessage.Other());
  }

  @Test
  void commitGivesThePositionBehindIt() {
    assertThat(parse(commit())).isEqualTo(new WalMessage.Commit(POSITION));
  }

  @ParameterizedTest
  @ValueSource(strings = {"B", "R", "Y", "I", "T", "O", "?"})
  void messageOfAnotherKindIsSkippedWhateverItHolds(String kind) {
    assertThat(parse(kind.getBytes(UTF_8))).isEqualTo(new WalMessage.Other());
    assertThat(parse((kind + "anything").getBytes(UTF_8))).isEqualTo(new WalMessage.Other());
  }

  @Test
  void messageThatIsCutShortAnywhereIsRefused() {
    for (byte[] whole : new byte[][] {message(Outbox.PREFIX, TEXT), commit()}) {
      for (int length = 0; length < whole.length; length++) {
        byte[] cut = Arrays.copyOf(whole, length);
        assertThatIllegalArgumentException().as("%d bytes", length).isThrownBy(() -> parse(cut));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 0, 3, 5})
  void contentOfAnotherLengthThanSaidIsRefused(int said) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse(message(Outbox.PREFIX, said, "four".getBytes(UTF_8))))
        .withMessageContaining("4 bytes where it says " + said);
  }

  @Test
  void anyBytesAreReadOrRefused() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = message(Outbox.PREFIX, TEXT);
      for (int flips = random.nextInt(4); flips >= 0; flips--) {
        bytes[1 + random.nextInt(bytes.length - 1)] = (byte) random.nextInt();
      }
      assertThatCode(() -> readOrRefuse(bytes)).as("seed %d", seed).doesNotThrowAnyException();
    }
  }

  private static void readOrRefuse(byte[] bytes) {
    try {
      assertThat(parse(bytes)).isNotInstanceOf(WalMessage.Commit.class);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith("a message of pgoutput");
    }
  }

  private static WalMessage parse(byte[] bytes) {
    return WalMessage.parse(ByteBuffer.wrap(bytes));
  }

  private static byte[] message(String prefix, String text) {
    byte[] content = text.getBytes(UTF_8);
    return message(prefix, content.length, content);
  }

  private static byte[] message(String prefix, int length, byte[] content) {
    return bytes(out -> {
      out.writeByte('M');
      out.writeByte(1);
      out.writeLong(POSITION);
      out.write(prefix.getBytes(UTF_8));
      out.writeByte(0);
      out.writeInt(length);
      out.write(content);
    });
  }

  private static byte[] commit() {
    return bytes(out -> {
      out.writeByte('C');
      out.writeByte(0);
      out.writeLong(POSITION - 48);
      out.writeLong(POSITION);
      out.writeLong(0);
    });
  }

  private static byte[] bytes(Content content) {
    var bytes = new ByteArrayOutputStream();
    try {
      content.to(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private interface Content {
    void to(DataOutputStream out) throws IOException;
  }
}
