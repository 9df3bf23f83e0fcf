package dev.millrace.kafka;

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

/// Makes topics and waits until they can be used. Only executors may: the other services wait, see
/// [TopicAwaited].
///
/// A producer that writes to a topic before its partitions have leaders can fail for the whole of
/// its delivery time-out, so a topic counts as made when every partition has one. Making what is
/// there already is harmless, by several executors at once as well, and leaves it as it is:
/// Spring's `KafkaAdmin` would add partitions, and a task's records would be on two.
public final class TopicSetup {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private final Admin admin;
  private final Duration patience;

  /// @param patience how long leaders are waited for
  public TopicSetup(Admin admin, Duration patience) {
    this.admin = admin;
    this.patience = patience;
  }

  /// Returns when all of these topics can be used.
  ///
  /// @throws IllegalStateException when one cannot be made, or has no leader in time
  public void ensure(Collection<NewTopic> topics) throws InterruptedException {
    List<String> names = topics.stream().map(NewTopic::name).toList();
    admin.createTopics(topics).values().forEach(TopicSetup::acceptExisting);
    long deadline = System.nanoTime() + patience.toNanos();
    while (!canBeUsed(names)) {
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException("some partition has no leader yet, of topics " + names);
      }
      TimeUnit.NANOSECONDS.sleep(LOOK_AGAIN.toNanos());
    }
  }

  /// Lets a share group begin with what was written before its first member came.
  public void startAtEarliest(String shareGroup) throws InterruptedException {
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

  private static void acceptExisting(String name, KafkaFuture<Void> created) {
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

  private boolean canBeUsed(List<String> names) throws InterruptedException {
    try {
      return canBeUsed(admin, names);
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot describe topics", e.getCause());
    }
  }

  /// Whether all topics are there, and each of their partitions has a leader.
  ///
  /// @throws ExecutionException when Kafka does not say
  static boolean canBeUsed(Admin admin, Collection<String> names)
      throws InterruptedException, ExecutionException {
    try {
      Map<String, TopicDescription> described = admin.describeTopics(names).allTopicNames().get();
      return described.values().stream()
          .flatMap(topic -> topic.partitions().stream())
          .allMatch(partition -> partition.leader() != null && !partition.leader().isEmpty());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return false;
      }
      throw e;
    }
  }
}
