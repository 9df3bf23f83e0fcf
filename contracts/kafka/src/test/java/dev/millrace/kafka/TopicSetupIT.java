package dev.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.testinfra.TestTopics;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@MillraceInfra
@Timeout(60)
class TopicSetupIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final short ONE = 1;

  @Test
  void whatIsMadeHasLeadersAndWhatIsThereStaysAsItIs(Infra infra) throws Exception {
    String there = TestTopics.uniqueName("there");
    String made = TestTopics.uniqueName("made");
    infra.kafka().create(there, 2);

    try (var admin = infra.kafka().admin()) {
      new TopicSetup(admin, PATIENCE)
          .ensure(List.of(new NewTopic(there, 5, ONE), new NewTopic(made, 3, ONE)));

      assertThat(TopicSetup.canBeUsed(admin, List.of(there, made))).isTrue();
      var described = admin.describeTopics(List.of(there, made)).allTopicNames().get();
      assertThat(described)
          .hasEntrySatisfying(there, topic -> assertThat(topic.partitions()).hasSize(2))
          .hasEntrySatisfying(made, topic -> assertThat(topic.partitions()).hasSize(3));
    }
  }

  @Test
  void aTopicThatCannotBeMadeIsSaid(Infra infra) {
    try (var admin = infra.kafka().admin()) {
      var setup = new TopicSetup(admin, PATIENCE);

      assertThatIllegalStateException()
          .isThrownBy(() -> setup.ensure(List.of(new NewTopic("no/name", 1, ONE))))
          .withMessageContaining("no/name");
    }
  }
}
