package dev.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.testinfra.TestTopics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@MillraceInfra
@Timeout(60)
class TopicAwaitedIT {

  @Test
  void nothingBeginsBeforeTheTopicIsThere(Infra infra) {
    String topic = TestTopics.uniqueName("awaited");
    var made = new AtomicBoolean();
    var madeBefore = new AtomicBoolean();
    var begun = new CountDownLatch(1);
    Map<String, Object> kafka = Map.of("bootstrap.servers", infra.bootstrapServers());

    try (var awaited =
        new TopicAwaited(
            kafka,
            topic,
            () -> {
              madeBefore.set(made.get());
              begun.countDown();
            })) {
      awaited.await();
      await().pollDelay(Duration.ofSeconds(1)).until(() -> begun.getCount() == 1);
      made.set(true);
      infra.kafka().create(topic, 2);
      await().atMost(Duration.ofSeconds(30)).until(() -> begun.getCount() == 0);
    }

    assertThat(madeBefore).isTrue();
  }
}
