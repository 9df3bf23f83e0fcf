package dev.millrace.bench.contender;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LiveHeapTest {

  @Test
  void heapIsTheSumBelowTheHistogram() throws Exception {
    long bytes =
        LiveHeap.bytes(
            """
            4711:
             num     #instances         #bytes  class name (module)
            -------------------------------------------------------
               1:        156018      197943656  [B (java.base@25.0.3)
               2:            12            192  dev.millrace.Total
            Total        156030      197943848
            """);

    assertThat(bytes).isEqualTo(197_943_848L);
  }
}
