package dev.millrace.bench.floor;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;

/// The topic of the Kafka floor and the share group that reads it.
final class FloorTopic {

  static final String NAME = "floor";
  static final String GROUP = "floor-readers";

  private static final int PARTITIONS = 8;
  private static final int LEADER_CHECKS = 100;

  private FloorTopic() {}

  /// A share group starts at the end of a topic unless it is told otherwise before it subscribes.
  static void create(String bootstrapServers) throws Exception {
    var earliest =
        new AlterConfigOp(
            new ConfigEntry("share.auto.offset.reset", "earliest"), AlterConfigOp.OpType.SET);
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin
          .incrementalAlterConfigs(
              Map.of(new ConfigResource(ConfigResource.Type.GROUP, GROUP), List.of(earliest)))
          .all()
          .get();
      admin.createTopics(List.of(new NewTopic(NAME, PARTITIONS, (short) 1))).all().get();
      awaitLeaders(admin);
    }
  }

  private static void awaitLeaders(Admin admin) throws Exception {
    for (int i = 0; i < LEADER_CHECKS; i++) {
      var topic = admin.describeTopics(List.of(NAME)).allTopicNames().get().get(NAME);
      if (topic != null
          && topic.partitions().stream().allMatch(partition -> partition.leader() != null)) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new IllegalStateException("the partitions of " + NAME + " have no leaders");
  }
}
