package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AgedTest {

  private final Aged<String> heads = new Aged<>();

  @Test
  void ageBeginsWithTheFirstByteAndNotWithTheLast() {
    heads.add("drip", 0);
    heads.add("new", 50);
    heads.add("drip", 100);

    assertThat(heads.isOlder("drip", 99, 100)).isTrue();
    assertThat(heads.isOlder("new", 99, 100)).isFalse();
    assertThat(heads.isOlder("unknown", 0, 100)).isFalse();
  }

  @Test
  void oldestGivesWayOnce() {
    heads.add("a", 0);
    heads.add("b", 1);
    heads.add("a", 2);

    assertThat(heads.takeOldest()).isEqualTo("a");
    assertThat(heads.takeOldest()).isEqualTo("b");
    assertThat(heads.takeOldest()).isNull();
    assertThat(heads.size()).isZero();
  }
}
