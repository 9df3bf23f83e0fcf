package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.client.task.Progress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class ProgressLineTest {

  @Test
  void aBarIsAsFullAsTheTaskIsDone() {
    assertThat(ProgressLine.bar(progress(3, 12L, "rows 1 to 3")))
        .isEqualTo("[#######.......................] 25%  3/12  rows 1 to 3");
    assertThat(ProgressLine.bar(progress(12, 12L, null)))
        .isEqualTo("[##############################] 100%  12/12");
  }

  @Test
  void withoutATotalThereIsNoBar() {
    assertThat(ProgressLine.bar(progress(3, null, ""))).isEqualTo("3");
  }

  @Test
  void aMessageCannotSteerTheTerminal() {
    assertThat(ProgressLine.plain(progress(0, 1L, "a\u001b[2J\r\u202e\u0007b")))
        .isEqualTo("0%  0/1  a?[2J???b");
  }

  @Test
  void aLongMessageIsCutBetweenCharacters() {
    assertThat(ProgressLine.plain(progress(0, 1L, "𝄞".repeat(100))))
        .isEqualTo("0%  0/1  " + "𝄞".repeat(59) + "…");
  }

  private static Progress progress(long done, @Nullable Long total, @Nullable String message) {
    return new Progress(done, total, message, JsonNodeFactory.instance.nullNode());
  }
}
