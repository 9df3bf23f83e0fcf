package dev.millrace.jobs.document.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.jobs.document.extract.ReaderMain;
import dev.millrace.jobs.document.extract.TriesTheNetwork;
import dev.millrace.jobs.document.extract.passage.ExtractionLimits;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/// A reader process reaches nobody, as far as the system allows that to be said.
@Timeout(60)
class NoNetworkIT {

  @TempDir Path folder;

  @Test
  void readerHasNoNetwork() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(triedAgainst(server.getLocalPort()))
          .containsExactly(
              "url shut", "name shut", ReaderCommand.isIsolated() ? "socket shut" : "socket open");
    }
  }

  private List<String> triedAgainst(int port) throws IOException, InterruptedException {
    String tests =
        Path.of(
                URI.create(
                    TriesTheNetwork.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
            .toString();
    ReaderCommand command =
        new ReaderCommand(
            ReaderClassPath.of(folder) + File.pathSeparator + tests,
            DataSize.ofMegabytes(64),
            new ExtractionLimits(1, 1, 1));
    List<String> words = command.words(folder);
    words.replaceAll(
        word -> word.equals(ReaderMain.class.getName()) ? TriesTheNetwork.class.getName() : word);
    ProcessBuilder builder = ReaderCommand.in(folder, words);
    builder.environment().put("PORT", Integer.toString(port));
    builder.environment().put("NAME", InetAddress.getLocalHost().getHostName());
    Process process = builder.start();
    try {
      List<String> said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .toList();
      assertThat(process.waitFor()).as(Files.readString(folder.resolve("errors"))).isZero();
      return said;
    } finally {
      process.destroyForcibly();
    }
  }
}
