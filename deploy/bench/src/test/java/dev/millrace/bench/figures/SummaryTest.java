package dev.millrace.bench.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {

  @Test
  void medianOfAnOddNumberIsTheMiddleOne() {
    assertThat(Summary.of(List.of(9.0, 1.0, 5.0))).isEqualTo(new Summary(5, 1, 9, 3));
  }

  @Test
  void medianOfAnEvenNumberIsTheMeanOfTheMiddleTwo() {
    assertThat(Summary.of(List.of(8.0, 1.0, 2.0, 4.0))).isEqualTo(new Summary(3, 1, 8, 4));
  }

  @Test
  void oneRunIsItsOwnMedianAndRange() {
    assertThat(Summary.of(List.of(7.0))).isEqualTo(new Summary(7, 7, 7, 1));
  }

  @Test
  void noRunIsRefused() {
    assertThatThrownBy(() -> Summary.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }
}
