package dev.millrace.testinfra;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.awaitility.Awaitility;

/// Makes topics for tests.
///
/// A topic is handed out when every partition of it has a leader: a producer that comes earlier can
/// fail for the whole of its delivery time-out.
public final class TestTopics {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String bootstrapServers;

  public TestTopics(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /// A name nobody else has: for topics, groups and the like.
  public static String uniqueName(String prefix) {
    return prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  /// Makes a topic with a new name and returns the name.
  public String createUnique(String prefix, int partitions) {
    var name = uniqueName(prefix);
    create(name, partitions, Map.of());
    return name;
  }

  /// Makes a topic of exactly this name.
  public void create(String name, int partitions) {
    create(name, partitions, Map.of());
  }

  /// Makes a topic of exactly this name.
  ///
  /// @param config topic settings as Kafka names them, for example `cleanup.policy`
  public void create(String name, int partitions, Map<String, String> config) {
    try (var admin = admin()) {
      var topic = new NewTopic(name, partitions, (short) 1).configs(config);
      admin.createTopics(List.of(topic)).all().get();
      Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> hasLeaders(admin, name, partitions));
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot make the topic " + name, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while making the topic " + name, e);
    }
  }

  /// A client for whatever else a test asks of the broker; the caller closes it.
  public Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }

  private static boolean hasLeaders(Admin admin, String name, int partitions)
      throws InterruptedException, ExecutionException {
    try {
      var described = admin.describeTopics(List.of(name)).allTopicNames().get().get(name);
      return described != null
          && described.partitions().size() == partitions
          && haveLeaders(described);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return false;
      }
      throw e;
    }
  }

  private static boolean haveLeaders(TopicDescription topic) {
    return topic.partitions().stream()
        .allMatch(partition -> partition.leader() != null && !partition.leader().isEmpty());
  }
}
