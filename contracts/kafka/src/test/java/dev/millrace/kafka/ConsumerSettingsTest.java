package dev.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

class ConsumerSettingsTest {

  private static final Map<String, Object> KAFKA =
      Map.of(
          "bootstrap.servers",
          "broker:9092",
          "key.deserializer",
          StringDeserializer.class,
          "value.deserializer",
          StringDeserializer.class);

  @Test
  void aMemberIsOfTheClassicProtocolAndCommitsNothingByItself() {
    var member = new ConsumerConfig(ConsumerSettings.ofMember(KAFKA, "readers", "reader-1"));

    assertThat(member.getString("group.id")).isEqualTo("readers");
    assertThat(member.getString("client.id")).isEqualTo("reader-1");
    assertThat(member.getString("group.protocol")).isEqualTo("classic");
    assertThat(member.getInt("session.timeout.ms")).isEqualTo(10_000);
    assertThat(member.getBoolean("enable.auto.commit")).isFalse();
    assertThat(member.getBoolean("allow.auto.create.topics")).isFalse();
    assertThat(member.getString("auto.offset.reset")).isEqualTo("earliest");
  }

  @Test
  void aReaderOfAWholeTopicIsBoundedAndCommitsNothing() {
    var whole = new ConsumerConfig(ConsumerSettings.ofWholeTopic(KAFKA, "reader-1"));

    assertThat(whole.getString("client.id")).isEqualTo("reader-1");
    assertThat(whole.getInt("max.poll.records")).isEqualTo(50);
    assertThat(whole.getInt("fetch.max.bytes")).isEqualTo(2 * 1024 * 1024);
    assertThat(whole.getBoolean("enable.auto.commit")).isFalse();
    assertThat(whole.getBoolean("allow.auto.create.topics")).isFalse();
  }

  @Test
  void whatMustHoldForAllMembersWinsOverWhatIsSetForAllClients() {
    var kafka = new HashMap<>(KAFKA);
    kafka.put("enable.auto.commit", true);
    kafka.put("fetch.min.bytes", 7);

    var member = new ConsumerConfig(ConsumerSettings.ofMember(kafka, "readers", "reader-1"));

    assertThat(member.getBoolean("enable.auto.commit")).isFalse();
    assertThat(member.getInt("fetch.min.bytes")).isEqualTo(7);
  }
}
