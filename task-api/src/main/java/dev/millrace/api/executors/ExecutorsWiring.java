package dev.millrace.api.executors;

import dev.millrace.api.catalogue.Catalogue;
import dev.millrace.api.query.document.TypeLoads;
import dev.millrace.api.topic.SmallTopics;
import dev.millrace.events.Topics;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.kafka.WholeTopic;
import java.time.Clock;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
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
    return new TypeLoads() {
      @Override
      public @Nullable Load of(String type, ExecutorGroup group) {
        return executors.load(type, group, catalogue.fleetLimit(type), clock.instant());
      }

      @Override
      public @Nullable String absence(String type, ExecutorGroup group) {
        return executors.absence(type, group, clock.instant());
      }

      @Override
      public SortedSet<ExecutorGroup> living() {
        return executors.living(clock.instant());
      }
    };
  }

  @Bean
  WholeTopic executorsTopic(SmallTopics topics, ExecutorList executors, Clock clock) {
    return topics.reader(
        Topics.EXECUTOR_SNAPSHOTS, "task-api-executors", new ExecutorReader(executors, clock));
  }
}
