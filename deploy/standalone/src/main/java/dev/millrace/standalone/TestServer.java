package dev.millrace.standalone;

import dev.millrace.embedded.Ports;
import dev.millrace.embedded.PrivateFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/// Everything but an executor, for the tests of one service: on free ports and a folder of its own,
/// for as long as standard input is open.
///
/// Whoever starts it holds the other end of that. It ends with its starter, however that ends, and
/// takes the folder with it.
final class TestServer {

  private static final String SERVICE = "service";

  private TestServer() {}

  /// Writes `service.properties` into the folder once everything runs ([ServiceProperties]).
  ///
  /// @param folder an empty one, which is deleted at the end
  static void run(Path folder) throws IOException {
    var settings =
        new StandaloneSettings(
            folder.resolve("data"), Ports.freeRow(3), Ports.free(), Ports.free());
    var millrace = new Millrace();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(millrace, folder), "stop"));
    millrace.startWithoutExecutor(settings);
    PrivateFile.replace(
        folder.resolve("service.properties"),
        ServiceProperties.parse(List.of(SERVICE)).text(settings));
    awaitEnd(System.in);
  }

  private static void awaitEnd(InputStream starter) throws IOException {
    starter.transferTo(OutputStream.nullOutputStream());
  }

  private static void end(Millrace millrace, Path folder) {
    try {
      millrace.close();
    } finally {
      FileSystemUtils.deleteRecursively(folder.toFile());
    }
  }
}
