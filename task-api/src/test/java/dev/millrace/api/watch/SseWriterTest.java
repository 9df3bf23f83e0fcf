package dev.millrace.api.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SseWriterTest {

  private static final byte[] EVENT = new byte[10_000];

  private final ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor();
  private final StreamBuffers buffers = new StreamBuffers(1 << 20);
  private final CollectingSink sink = new CollectingSink();
  private final SseWriter outlet = new SseWriter(sink, writers, 1 << 20, buffers, () -> {});

  @AfterEach
  void end() {
    sink.release();
    writers.shutdown();
  }

  @Test
  void whatIsBeingWrittenCountsUntilItIs() {
    sink.hold();
    assertThat(outlet.offer(EVENT)).isTrue();
    assertThat(outlet.offer(EVENT, EVENT)).isTrue();
    assertThat(buffers.used()).isEqualTo(30_000);

    sink.release();

    await().until(() -> buffers.used() == 0);
  }

  @Test
  void roomOfAStreamThatIsCutOffIsFreeAgain() {
    sink.hold();
    assertThat(outlet.offer(EVENT)).isTrue();
    assertThat(outlet.offer(EVENT)).isTrue();

    outlet.cut();
    sink.release();

    await().until(sink::isClosed);
    await().until(() -> buffers.used() == 0);
  }
}
