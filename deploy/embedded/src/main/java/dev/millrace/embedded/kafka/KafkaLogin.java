package dev.millrace.embedded.kafka;

import dev.millrace.embedded.RandomPassword;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/// The one user of an [EmbeddedKafka], with the password that clients and nodes show by SCRAM.
///
/// The password itself never goes over the connection: a program of another account that takes the
/// port while Kafka is down learns nothing from the clients that try it.
public record KafkaLogin(String user, String password) {

  private static final String MECHANISM = "SCRAM-SHA-256";

  /// The login whose password is in the file; made first where there is none.
  public static KafkaLogin of(Path file) {
    return new KafkaLogin("millrace", RandomPassword.of(file));
  }

  /// What a client needs beside the address, in Kafka's own words and in the order for readers.
  public Map<String, String> clientProperties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("security.protocol", "SASL_PLAINTEXT");
    properties.put("sasl.mechanism", MECHANISM);
    properties.put("sasl.jaas.config", jaas());
    return properties;
  }

  /// What a node needs to ask for the login on these listeners and to log in to other nodes.
  Map<String, String> brokerProperties(List<String> listeners) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("sasl.enabled.mechanisms", MECHANISM);
    properties.put("sasl.mechanism.inter.broker.protocol", MECHANISM);
    properties.put("sasl.mechanism.controller.protocol", MECHANISM);
    for (var listener : listeners) {
      var prefix =
          String.format(Locale.ROOT, "listener.name.%s.%s.", lower(listener), lower(MECHANISM));
      properties.put(prefix + "sasl.jaas.config", jaas());
      properties.put(prefix + "sasl.server.callback.handler.class", OneUser.class.getName());
    }
    return properties;
  }

  private String jaas() {
    return String.format(
        Locale.ROOT,
        "%s required username=\"%s\" password=\"%s\";",
        ScramLoginModule.class.getName(),
        user,
        password);
  }

  private static String lower(String word) {
    return word.toLowerCase(Locale.ROOT);
  }

  /// Prints no password.
  @Override
  public String toString() {
    return "KafkaLogin[" + user + "]";
  }
}
