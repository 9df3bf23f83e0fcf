package dev.millrace.api.executors;

import dev.millrace.api.catalogue.Catalogue;
import dev.millrace.api.query.document.TypeLoads;
import dev.millrace.api.topic.WholeTopic;
import dev.millrace.events.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

/// Puts the list of executors and its reader together.
@Configuration(proxyBeanMethods = false)
class ExecutorsWiring {

  @Bean
  ExecutorList executorList() {
    return new ExecutorList();
  }

  @Bean
  TypeLoads typeLoads(ExecutorList executors, Catalogue catalogue, Clock clock) {
    return type -> executors.load(type, catalogue.fleetLimit(type), clock.instant());
  }

  @Bean
  WholeTopic executorsTopic(
      ExecutorList executors, KafkaProperties kafka, Clock clock, MeterRegistry meters) {
    return new WholeTopic(
        Topics.EXECUTOR_SNAPSHOTS,
        "task-api-executors",
        new DefaultKafkaConsumerFactory<>(
            kafka.buildConsumerProperties(), new StringDeserializer(), new StringDeserializer()),
        new ExecutorReader(executors, clock),
        meters);
  }
}
