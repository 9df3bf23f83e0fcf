package dev.millrace.jobs.document.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.jobs.document.extract.passage.ExtractionLimits;
import dev.millrace.jobs.document.extract.passage.FileKind;
import dev.millrace.jobs.document.extract.passage.Refused;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {

  private static final ExtractionLimits LIMITS = new ExtractionLimits(100, 10, 10);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);
  private final Frames frames = new Frames(out);
  private final List<String> passages = new ArrayList<>();

  @Test
  void whatIsWrittenIsRead() throws IOException {
    frames.passage(2, 1, "投标");
    frames.passage(2, 2, "x");
    frames.end(new Extraction(FileKind.PDF, 2));

    assertThat(read()).isEqualTo(new Extraction(FileKind.PDF, 2));
    assertThat(passages).containsExactly("2.1 投标", "2.2 x");
  }

  @Test
  void refusalIsThrownAgain() throws IOException {
    frames.refused(Refused.encrypted());

    assertThatExceptionOfType(Refused.class)
        .isThrownBy(this::read)
        .satisfies(e -> assertThat(e.code()).isEqualTo("encrypted-document"));
  }

  @Test
  void lengthBeyondTheLimitsGetsNoMemory() throws IOException {
    for (int length : List.of(Integer.MAX_VALUE, -1, 31)) {
      bytes.reset();
      out.writeByte(1);
      out.writeInt(0);
      out.writeInt(1);
      out.writeInt(length);

      assertThatExceptionOfType(IOException.class)
          .isThrownBy(this::read)
          .withMessageContaining("limits");
    }
  }

  @Test
  void answerThatBreaksOffIsNone() {
    frames.passage(0, 1, "x");

    assertThatExceptionOfType(EOFException.class).isThrownBy(this::read);
  }

  @ParameterizedTest
  @ValueSource(strings = {"OLE2", "RTF", "BINARY", "WORD", ""})
  void endOfAKindThatIsNotReadIsNone(String kind) throws IOException {
    out.writeByte(2);
    out.writeUTF(kind);
    out.writeInt(1);

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(this::read)
        .withMessageContaining("kind of file");
  }

  private Extraction read() throws IOException {
    return Frames.read(
        new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())),
        LIMITS,
        (page, paragraph, text) -> passages.add(page + "." + paragraph + " " + text));
  }
}
