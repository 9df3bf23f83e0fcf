package dev.millrace.bench.usage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WalMarkTest {

  private final WalMark before = new WalMark(10_000, 100, 8_000);

  @Test
  void recordsAreThoseOfAllBytesAlsoWhereTheStatisticsKnowOfSome() {
    var growth = before.growth(6_000, new WalMark(16_000, 130, 11_000));

    assertThat(growth.bytes()).isEqualTo(6_000);
    assertThat(growth.records()).isEqualTo(60);
  }

  @Test
  void statisticsThatKnowNothingGiveNoRecords() {
    assertThat(before.growth(0, before)).isEqualTo(new WalMark.Growth(0, 0));
  }
}
