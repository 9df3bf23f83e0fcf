package dev.millrace.systemtest.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoakOptionsTest {

  @Test
  void everyOptionIsRead() {
    var words = List.of("--minutes", "3", "--seed", "-7", "--rate", "9", "--brokers", "1");

    assertThat(SoakOptions.of(words)).isEqualTo(new SoakOptions(Duration.ofMinutes(3), -7, 9, 1));
  }

  @Test
  void whatCannotBeDoneIsSaid() {
    for (var words :
        List.of(
            List.of("--minutes"),
            List.of("--minutes", "0"),
            List.of("--seed", "x"),
            List.of("--brokers", "2"),
            List.of("--speed", "1"))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SoakOptions.of(words))
          .withMessageContaining(words.getFirst());
    }
  }
}
