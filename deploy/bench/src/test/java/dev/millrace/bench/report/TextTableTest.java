package dev.millrace.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {

  private final TextTable table = new TextTable(List.of("what", "rate", "x"));

  @Test
  void columnsAreAsWideAsTheirWidestCellAndNumbersStandRight() {
    table.add(List.of("a long name", "1", "2.00x"));
    table.add(List.of("b", "10,000", ""));
    assertThat(table.render())
        .isEqualTo(
            """
            what           rate      x
            --------------------------
            a long name       1  2.00x
            b            10,000
            """);
  }

  @Test
  void rowOfAnotherLengthIsRefused() {
    assertThatThrownBy(() -> table.add(List.of("a"))).isInstanceOf(IllegalArgumentException.class);
  }
}
