package dev.millrace.api.watch.sse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StreamBuffersTest {

  private static final int MEGABYTE = 1 << 20;
  private static final int EVENT = 8 << 10;

  private final StreamBuffers buffers = new StreamBuffers(MEGABYTE);

  @Test
  void manySlowReadersNeverTakeAllAndLeaveRoomToThoseWhoKeepUp() {
    long[] held = new long[1_000];
    for (int round = 0; round < 100; round++) {
      for (int stream = 0; stream < held.length; stream++) {
        if (buffers.take(held[stream], EVENT)) {
          held[stream] += EVENT;
        }
      }
    }

    assertThat(buffers.used()).isLessThanOrEqualTo(MEGABYTE + held.length * (16L << 10));
    assertThat(buffers.take(0, EVENT)).as("a reader who keeps up").isTrue();
  }

  @Test
  void streamThatHoldsNothingMayTakeOneLargeEventAndNoSecondOne() {
    assertThat(buffers.take(0, 512 << 10)).isTrue();
    assertThat(buffers.take(512 << 10, EVENT)).isFalse();
    assertThat(buffers.take(0, MEGABYTE)).as("more than is free").isFalse();
  }

  @Test
  void whatIsWrittenIsFreeAgain() {
    assertThat(buffers.take(0, MEGABYTE)).isTrue();
    buffers.giveBack(MEGABYTE);

    assertThat(buffers.used()).isZero();
    assertThat(buffers.take(0, MEGABYTE)).isTrue();
  }
}
