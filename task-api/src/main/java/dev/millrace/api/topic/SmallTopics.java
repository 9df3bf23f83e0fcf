package dev.millrace.api.topic;

import dev.millrace.kafka.WholeTopic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.stereotype.Component;

/// Readers of the small topics that this service reads whole. They count what they pass over:
/// `millrace.api.topics.put.aside`, by topic.
@Component
public final class SmallTopics {

  private final KafkaProperties kafka;
  private final MeterRegistry meters;

  SmallTopics(KafkaProperties kafka, MeterRegistry meters) {
    this.kafka = kafka;
    this.meters = meters;
  }

  /// A reader of one of them, to be started as a bean.
  ///
  /// @param client its name at the brokers
  public WholeTopic reader(String topic, String client, WholeTopic.Reader reader) {
    Counter passedOver =
        Counter.builder("millrace.api.topics.put.aside")
            .description("records of a small topic that were passed over")
            .tag("topic", topic)
            .register(meters);
    return new WholeTopic(
        kafka.buildConsumerProperties(), topic, client, reader, passedOver::increment);
  }
}
