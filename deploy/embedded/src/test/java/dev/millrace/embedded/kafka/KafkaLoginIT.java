package dev.millrace.embedded.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.embedded.Ports;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class KafkaLoginIT {

  @TempDir Path temp;

  @Test
  void noListenerServesWhoDoesNotKnowThePassword() throws Exception {
    var login = KafkaLogin.of(temp.resolve("kafka.password"));
    int controller = Ports.free();
    var cluster = new KafkaCluster(Uuid.randomUuid().toString(), 1, List.of(controller));
    var settings = new EmbeddedKafkaSettings(temp.resolve("kafka"), 0).with(login);
    try (var kafka = EmbeddedKafka.start(settings, cluster)) {
      var clients = Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers());
      var controllers = Map.<String, Object>of("bootstrap.controllers", "127.0.0.1:" + controller);
      Records.createTopic(with(login, clients));

      assertThatThrownBy(() -> describe(clients)).hasCauseInstanceOf(TimeoutException.class);
      assertThatThrownBy(() -> describe(controllers)).hasCauseInstanceOf(TimeoutException.class);
      for (var wrong : List.of(new KafkaLogin("millrace", "guess"), new KafkaLogin("x", "guess"))) {
        assertThatThrownBy(() -> describe(with(wrong, clients)))
            .hasCauseInstanceOf(SaslAuthenticationException.class);
        assertThatThrownBy(() -> describe(with(wrong, controllers)))
            .hasCauseInstanceOf(SaslAuthenticationException.class);
      }
      assertThat(describe(with(login, controllers))).isEqualTo(1);
    }
  }

  /// The one for brokers among themselves has no port that a test could know.
  @Test
  void noListenerIsPlain() {
    var settings = new EmbeddedKafkaSettings(temp, 1).with(new KafkaLogin("u", "p"));
    assertThat(BrokerProperties.of(settings, KafkaCluster.ofOne()))
        .containsEntry(
            "listener.security.protocol.map",
            "CLIENTS:SASL_PLAINTEXT,INTERNAL:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT");
  }

  @Test
  void folderThatWasOpenGetsTheLoginAndKeepsItsRecords() throws Exception {
    try (var kafka = EmbeddedKafka.start(new EmbeddedKafkaSettings(temp.resolve("kafka"), 0))) {
      Records.createTopic(kafka.bootstrapServers());
      Records.append(kafka.bootstrapServers(), "one");
    }
    for (var value : List.of("two", "three")) {
      var login = KafkaLogin.of(temp.resolve("kafka.password"));
      var settings = new EmbeddedKafkaSettings(temp.resolve("kafka"), 0).with(login);
      try (var kafka = EmbeddedKafka.start(settings)) {
        var client = Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers());
        Records.append(with(login, client), value);
        if (value.equals("three")) {
          assertThat(Records.read(with(login, client), 3)).containsExactly("one", "two", "three");
        }
      }
    }
  }

  private static Map<String, Object> with(KafkaLogin login, Map<String, Object> client) {
    var all = new HashMap<>(client);
    all.putAll(login.clientProperties());
    return all;
  }

  private static int describe(Map<String, Object> client) throws Exception {
    var hurried = new HashMap<>(client);
    hurried.put("default.api.timeout.ms", "4000");
    hurried.put("request.timeout.ms", "4000");
    try (var admin = Admin.create(hurried)) {
      return admin.describeCluster().nodes().get().size();
    }
  }
}
