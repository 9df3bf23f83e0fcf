package dev.millrace.api.watch.sse;

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
  private final CollectingOutput output = new CollectingOutput();
  private final SseWriter writer = new SseWriter(output, writers, 1 << 20, buffers, () -> {});

  @AfterEach
  void end() {
    output.release();
    writers.shutdown();
  }

  @Test
  void whatIsBeingWrittenCountsUntilItIs() {
    output.hold();
    assertThat(writer.offer(EVENT)).isTrue();
    assertThat(writer.offer(EVENT, EVENT)).isTrue();
    assertThat(buffers.used()).isEqualTo(30_000);

    output.release();

    await().until(() -> buffers.used() == 0);
  }

  @Test
  void roomOfAStreamThatIsCutOffIsFreeAgain() {
    output.hold();
    assertThat(writer.offer(EVENT)).isTrue();
    assertThat(writer.offer(EVENT)).isTrue();

    writer.cut();
    output.release();

    await().until(output::isClosed);
    await().until(() -> buffers.used() == 0);
  }
}
