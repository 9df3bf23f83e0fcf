package dev.millrace.jobs.intake.line;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NdjsonLinesTest {

  @Test
  void linesAreNumberedWhateverEndsThem() throws IOException {
    assertThat(lines("a\nb\r\n\n  \nc")).containsExactly("1:a", "2:b\r", "3:-", "4:-", "5:c");
    assertThat(lines("a\n")).containsExactly("1:a");
    assertThat(lines("")).isEmpty();
    assertThat(lines("\n\nx")).containsExactly("1:-", "2:-", "3:x");
  }

  @Test
  void aLineOverTheLimitIsSkippedAndTheNextOneIsWhole() throws IOException {
    String longest = "x".repeat(NdjsonLines.LONGEST);

    assertThat(lines("a\n" + longest + "y\nb\n" + longest))
        .containsExactly("1:a", "2:!", "3:b", "4:" + longest);
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstLine() throws IOException {
    assertThat(lines("\uFEFFa\nb")).containsExactly("1:a", "2:b");
  }

  @Test
  void aStreamThatGivesOneByteAtATimeIsCutTheSame() throws IOException {
    var slow =
        new ByteArrayInputStream("ab\ncd".getBytes(UTF_8)) {
          @Override
          public int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(1, length));
          }
        };

    assertThat(lines(new NdjsonLines(slow))).containsExactly("1:ab", "2:cd");
  }

  private static List<String> lines(String text) throws IOException {
    return lines(new NdjsonLines(new ByteArrayInputStream(text.getBytes(UTF_8))));
  }

  private static List<String> lines(NdjsonLines lines) throws IOException {
    List<String> all = new ArrayList<>();
    while (lines.next()) {
      String text =
          lines.isTooLong() ? "!" : lines.isBlank() ? "-" : new String(lines.bytes(), UTF_8);
      all.add(lines.number() + ":" + text);
    }
    return all;
  }
}
