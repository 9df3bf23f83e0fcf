package dev.millrace.jobs.calibration;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.executor.testkit.RecordingTaskContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The shipped script against a real qbittorrent-nox, where Debian's package of it is installed.
@Timeout(120)
class RealQbittorrentIT {

  private static final Path PROGRAM = Path.of("/usr/bin/qbittorrent-nox");

  @TempDir private Path profile = Path.of("");

  @Test
  void aTorrentIsFoundByItsInfoHash() throws Exception {
    assumeTrue(
        Files.isExecutable(PROGRAM),
        PROGRAM + " is not there: apt-get install --no-install-recommends qbittorrent-nox");
    int port = freePort();
    Path config = Files.createDirectories(profile.resolve("qBittorrent/config"));
    Files.writeString(
        config.resolve("qBittorrent.conf"),
        """
        [LegalNotice]
        Accepted=true
        [BitTorrent]
        Session\\DHTEnabled=false
        Session\\LSDEnabled=false
        Session\\PeXEnabled=false
        [Preferences]
        WebUI\\Address=127.0.0.1
        WebUI\\Port=%d
        WebUI\\LocalHostAuth=false
        """
            .formatted(port));
    Process qbittorrent =
        new ProcessBuilder(PROGRAM.toString(), "--profile=" + profile, "--webui-port=" + port)
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("log").toFile())
            .start();
    try (HttpClient http = HttpClient.newHttpClient()) {
      String base = "http://127.0.0.1:" + port;
      byte[] info = bencodedInfo();
      await().atMost(60, SECONDS).ignoreExceptions().until(() -> add(http, base, info) == 200);
      String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(info));

      await()
          .atMost(30, SECONDS)
          .ignoreExceptions()
          .untilAsserted(() -> {
            CalibrationResult result = ask(base, hash);
            assertThat(result.answer().as(JsonNode.class).path("name").asString())
                .isEqualTo("a test.bin");
            assertThat(result.answer().as(JsonNode.class).path("size").asLong()).isEqualTo(1000);
          });
    } finally {
      qbittorrent.destroy();
      if (!qbittorrent.waitFor(20, SECONDS)) {
        qbittorrent.destroyForcibly().waitFor();
      }
    }
  }

  private static CalibrationResult ask(String base, String hash)
      throws IOException, InterruptedException {
    return CalibrationHandlerIT.handler(
            List.of(QbittorrentScriptIT.SCRIPT.toString(), "{infoHash}"), Map.of("QBT_URL", base))
        .run(new CalibrationParameters(hash), RecordingTaskContext.inMemory());
  }

  /// A single file of 1,000 bytes in one piece (BEP 3).
  private static byte[] bencodedInfo() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(
        "d6:lengthi1000e4:name10:a test.bin12:piece lengthi16384e6:pieces20:"
            .getBytes(StandardCharsets.US_ASCII));
    out.write(new byte[20]);
    out.write('e');
    return out.toByteArray();
  }

  private static int add(HttpClient http, String base, byte[] info)
      throws IOException, InterruptedException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(
        "--b\r\nContent-Disposition: form-data; name=\"torrents\"; filename=\"t.torrent\"\r\nContent-Type: application/x-bittorrent\r\n\r\nd4:info"
            .getBytes(StandardCharsets.US_ASCII));
    body.write(info);
    body.write("e\r\n--b--\r\n".getBytes(StandardCharsets.US_ASCII));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + "/api/v2/torrents/add"))
            .header("Referer", base)
            .header("Content-Type", "multipart/form-data; boundary=b")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
