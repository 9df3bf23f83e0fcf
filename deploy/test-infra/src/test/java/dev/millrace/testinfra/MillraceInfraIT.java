package dev.millrace.testinfra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.TopicDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@MillraceInfra
@Timeout(300)
class MillraceInfraIT {

  @Test
  void everyDatabaseIsNewAndEmpty(Infra infra) throws Exception {
    var first = infra.newDatabase("api");
    var second = infra.newDatabase("api");
    assertThat(first.name()).startsWith("api_").isNotEqualTo(second.name());
    try (var connection = first.dataSource().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("show wal_level")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo("logical");
    }
  }

  @Test
  void topicHasItsLeadersWhenItIsHandedOut(Infra infra) throws Exception {
    var name = infra.kafka().createUnique("work", 3);
    try (var admin = infra.kafka().admin()) {
      var topics = admin.describeTopics(List.of(name)).allTopicNames().get().values();
      assertThat(topics)
          .flatExtracting(TopicDescription::partitions)
          .hasSize(3)
          .allSatisfy(partition -> assertThat(partition.leader().isEmpty()).isFalse());
    }
  }

  @Test
  void topicTakesItsSettings(Infra infra) throws Exception {
    var name = TestTopics.uniqueName("types");
    infra.kafka().create(name, 1, Map.of("cleanup.policy", "compact"));
    try (var admin = infra.kafka().admin()) {
      assertThat(admin.listTopics().names().get()).contains(name);
    }
  }

  @Test
  void testsShareTheServers(Infra infra) {
    assertThat(infra).isSameAs(Infra.shared());
  }
}
