package dev.millrace.bench.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcStatTest {

  @Test
  void timeIsThatOfTheProcessAndOfTheKernelForIt() {
    var stat =
        ProcStat.parse(
            "1188 (task-api-commit) S 6110 6110 1 0 -1 4194368 1024 0 12 0 731 69 5 4 20 0 171 0 1795 "
                + "4012511232 251031 18446744073709551615 0 0 0 0 0 0 0 4096 16800975 0 0 0 -1 1 0 0 0 0 0");

    assertThat(stat.name()).isEqualTo("task-api-commit");
    assertThat(stat.time()).isEqualTo(Duration.ofSeconds(8));
  }

  @Test
  void nameMayHoldBlanksAndParentheses() {
    var stat =
        ProcStat.parse("7 (GC (Thread) #0) R 1 1 1 0 -1 64 10 0 0 0 3 2 0 0 20 0 9 0 17 0 0 0");

    assertThat(stat.name()).isEqualTo("GC (Thread) #0");
    assertThat(stat.time()).isEqualTo(Duration.ofMillis(50));
  }

  @Test
  void anythingElseIsRefused() {
    assertThatThrownBy(() -> ProcStat.parse("7 (java) R 1 1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("7 (java) R 1 1");
    assertThatThrownBy(() -> ProcStat.parse("")).isInstanceOf(IllegalArgumentException.class);
  }
}
