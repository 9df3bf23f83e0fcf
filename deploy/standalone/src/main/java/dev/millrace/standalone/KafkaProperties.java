package dev.millrace.standalone;

import dev.millrace.embedded.DataFolder;
import dev.millrace.embedded.StartupProblem;
import dev.millrace.embedded.kafka.KafkaLogin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/// What `./millrace kafka-properties` prints: all that another client needs to reach Kafka.
final class KafkaProperties {

  private static final int MILLIS_TO_CONNECT = 2_000;

  private KafkaProperties() {}

  /// The text of a file of client properties for the Kafka that runs on this folder.
  ///
  /// @throws StartupProblem in a line that says why there is none
  static String text(StandaloneSettings settings) {
    Path password = DataFolder.kafkaPassword(settings.data());
    if (!Files.isReadable(password)) {
      throw new StartupProblem(
          "Millrace has not run on "
              + settings.data()
              + " yet, or as another user; ./millrace start does.");
    }
    requireAnswer(settings.kafkaPort());
    return KafkaLogin.of(password).clientProperties().entrySet().stream()
        .map(property -> property.getKey() + "=" + property.getValue())
        .collect(
            Collectors.joining(
                "\n", "bootstrap.servers=127.0.0.1:" + settings.kafkaPort() + "\n", ""));
  }

  /// @throws StartupProblem in a line that says that nothing listens there
  static void requireAnswer(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MILLIS_TO_CONNECT);
    } catch (IOException e) {
      var problem =
          new StartupProblem(
              "Nothing answers on port " + port + "; ./millrace start starts Millrace.");
      problem.initCause(e);
      throw problem;
    }
  }
}
