package dev.millrace.api.finalstatus;

import dev.millrace.events.Topics;
import dev.millrace.kafka.ConsumerSettings;
import dev.millrace.kafka.GroupReader;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

/// How the log of facts is read: by one group for all processes of the api. What was read again
/// after a crash is noted down already.
final class FinalStatusLog {

  private static final int POLL_RECORDS = 2_000;
  private static final GroupReader.Backoff BACKOFF =
      new GroupReader.Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));

  /// Nobody waits for what is noted down here, and few large groups cost less than many small.
  private static final Duration BETWEEN_POLLS = Duration.ofMillis(50);

  private FinalStatusLog() {}

  /// @param clients how clients reach Kafka
  /// @param kafka the same for consumers
  static GroupReader reader(
      Map<String, Object> clients,
      Map<String, Object> kafka,
      String group,
      FinalStatusListener listener) {
    var properties = GroupReader.listener(Topics.EVENTS, listener);
    properties.setIdleBetweenPolls(BETWEEN_POLLS.toMillis());
    Map<String, Object> member = ConsumerSettings.ofMember(kafka, group, "millrace-api");
    member.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
    var consumers =
        new DefaultKafkaConsumerFactory<>(
            member, new ByteArrayDeserializer(), new FinalStatusDeserializer(listener::passedOver));
    return new GroupReader(clients, consumers, properties, 1, BACKOFF);
  }
}
