package dev.millrace.api.executors;

import dev.millrace.api.catalogue.Catalogue;
import dev.millrace.api.query.document.TypeLoads;
import dev.millrace.api.topic.SmallTopics;
import dev.millrace.events.Topics;
import dev.millrace.kafka.WholeTopic;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

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
  WholeTopic executorsTopic(SmallTopics topics, ExecutorList executors, Clock clock) {
    return topics.reader(
        Topics.EXECUTOR_SNAPSHOTS, "task-api-executors", new ExecutorReader(executors, clock));
  }
}
