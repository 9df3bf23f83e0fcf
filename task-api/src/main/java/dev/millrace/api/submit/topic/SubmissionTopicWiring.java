package dev.millrace.api.submit.topic;

import dev.millrace.api.finalstatus.FinalStatusSettings;
import dev.millrace.api.submit.Submissions;
import dev.millrace.api.submit.commit.SubmissionStore;
import dev.millrace.events.Topics;
import dev.millrace.kafka.ConsumerSettings;
import dev.millrace.kafka.GroupReader;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

/// Puts the reading of `millrace.submissions` together: one group for all processes of the api.
@Configuration(proxyBeanMethods = false)
class SubmissionTopicWiring {

  /// A poll is accepted in one transaction.
  private static final int POLL_RECORDS = 500;

  private static final GroupReader.Backoff BACKOFF =
      new GroupReader.Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));

  @Bean
  SubmissionListener submissionListener(
      Submissions submissions, SubmissionStore store, Clock clock, MeterRegistry meters) {
    var listener = new SubmissionListener(new TopicSubmissions(submissions, store, clock), store);
    FunctionCounter.builder(
            "millrace.api.submissions.unreadable", listener, SubmissionListener::unreadable)
        .description("records of millrace.submissions that were passed over")
        .register(meters);
    return listener;
  }

  @Bean
  GroupReader submissionLog(
      KafkaProperties kafka, FinalStatusSettings settings, SubmissionListener listener) {
    Map<String, Object> member =
        ConsumerSettings.ofMember(
            kafka.buildConsumerProperties(),
            settings.group() + "-submissions",
            "millrace-api-submissions");
    member.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
    return new GroupReader(
        kafka.buildAdminProperties(),
        new DefaultKafkaConsumerFactory<>(
            member, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
        GroupReader.listener(Topics.SUBMISSIONS, listener),
        1,
        BACKOFF);
  }
}
