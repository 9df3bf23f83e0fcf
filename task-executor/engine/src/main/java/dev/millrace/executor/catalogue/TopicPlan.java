package dev.millrace.executor.catalogue;

import dev.millrace.events.Topics;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.TaskType;
import dev.millrace.executor.retry.RetryTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/// Which topics Millrace needs, and with which settings. Existing topics are left as they are.
///
/// @param eventPartitions of topics about all tasks
/// @param workPartitions of each work topic: a type has three
/// @param replicas copies of each partition; the broker's default when empty
/// @param retention how long a backlog that nobody reads is kept
public record TopicPlan(
    int eventPartitions, int workPartitions, Optional<Short> replicas, Duration retention) {

  // What waits needs no parallel readers, and there are a dozen of these topics.
  private static final int RETRY_PARTITIONS = 2;

  List<NewTopic> topics(Collection<TaskType> types) {
    List<NewTopic> topics = new ArrayList<>();
    for (String name : List.of(Topics.EVENTS, Topics.CONTROL, Topics.DEAD_LETTERS)) {
      topics.add(kept(name, eventPartitions));
    }
    topics.add(
        new NewTopic(Topics.TASK_TYPES, Optional.of(1), replicas)
            .configs(
                Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)));
    for (TaskType type : types) {
      for (Priority priority : Priority.values()) {
        topics.add(kept(Topics.work(type, priority), workPartitions));
      }
    }
    for (String name : RetryTopics.all()) {
      topics.add(kept(name, RETRY_PARTITIONS));
    }
    return topics;
  }

  private NewTopic kept(String name, int partitions) {
    return new NewTopic(name, Optional.of(partitions), replicas)
        .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis())));
  }
}
