package dev.millrace.executor.catalogue;

import dev.millrace.events.Topics;
import dev.millrace.events.task.ExecutorGroup;
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

  private static final Duration SNAPSHOT_RETENTION = Duration.ofHours(1);
  private static final Duration SNAPSHOT_SEGMENT = Duration.ofMinutes(10);

  /// @param group whose work, retries and commands are to have topics
  List<NewTopic> topics(ExecutorGroup group, Collection<TaskType> types) {
    List<NewTopic> topics = new ArrayList<>();
    for (String name :
        List.of(Topics.EVENTS, Topics.control(group), Topics.DEAD_LETTERS, Topics.SUBMISSIONS)) {
      topics.add(kept(name, eventPartitions));
    }
    for (String name : List.of(Topics.TASK_TYPES, Topics.TYPE_CONTROLS)) {
      topics.add(
          new NewTopic(name, Optional.of(1), replicas)
              .configs(
                  Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)));
    }
    topics.add(snapshots());
    for (TaskType type : types) {
      for (Priority priority : Priority.values()) {
        topics.add(kept(Topics.work(group, type, priority), workPartitions));
      }
    }
    for (String name : RetryTopics.all(group)) {
      topics.add(kept(name, RETRY_PARTITIONS));
    }
    return topics;
  }

  /// Small segments, since what is old goes by whole segments; and the broker's clock, since those
  /// of executors may differ.
  private NewTopic snapshots() {
    return new NewTopic(Topics.EXECUTOR_SNAPSHOTS, Optional.of(1), replicas)
        .configs(
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(SNAPSHOT_RETENTION.toMillis()),
                TopicConfig.SEGMENT_MS_CONFIG,
                Long.toString(SNAPSHOT_SEGMENT.toMillis()),
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                "LogAppendTime"));
  }

  private NewTopic kept(String name, int partitions) {
    return new NewTopic(name, Optional.of(partitions), replicas)
        .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis())));
  }
}
