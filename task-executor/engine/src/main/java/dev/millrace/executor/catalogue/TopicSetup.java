package dev.millrace.executor.catalogue;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// Makes topics and waits until they can be used.
///
/// A producer that writes to a topic before its partitions have leaders can fail for the whole of
/// its delivery time-out, so a topic counts as made when every partition has one. Making what is
/// there already is harmless, by several executors at once as well.
final class TopicSetup {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private final Admin admin;
  private final Duration patience;

  TopicSetup(Admin admin, Duration patience) {
    this.admin = admin;
    this.patience = patience;
  }

  void ensure(Collection<NewTopic> topics) throws InterruptedException {
    List<String> names = topics.stream().map(NewTopic::name).toList();
    admin.createTopics(topics).values().forEach(this::acceptExisting);
    long deadline = System.nanoTime() + patience.toNanos();
    while (!allHaveLeaders(names)) {
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException("some partition has no leader yet, of topics " + names);
      }
      TimeUnit.NANOSECONDS.sleep(LOOK_AGAIN.toNanos());
    }
  }

  /// Lets a share group begin with what was written before its first member came.
  void startAtEarliest(String shareGroup) throws InterruptedException {
    var group = new ConfigResource(ConfigResource.Type.GROUP, shareGroup);
    var earliest =
        new AlterConfigOp(
            new ConfigEntry("share.auto.offset.reset", "earliest"), AlterConfigOp.OpType.SET);
    try {
      admin.incrementalAlterConfigs(Map.of(group, List.of(earliest))).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot set where group " + shareGroup + " starts", e);
    }
  }

  private void acceptExisting(String name, KafkaFuture<Void> created) {
    try {
      created.get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException("cannot make topic " + name, e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while topic " + name + " is made", e);
    }
  }

  private boolean allHaveLeaders(List<String> names) throws InterruptedException {
    try {
      Map<String, TopicDescription> described = admin.describeTopics(names).allTopicNames().get();
      return described.values().stream()
          .flatMap(topic -> topic.partitions().stream())
          .allMatch(partition -> partition.leader() != null && !partition.leader().isEmpty());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return false;
      }
      throw new IllegalStateException("cannot describe topics", e.getCause());
    }
  }
}
