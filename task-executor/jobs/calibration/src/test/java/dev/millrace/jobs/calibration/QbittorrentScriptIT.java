package dev.millrace.jobs.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.TransientFailure;
import dev.millrace.executor.testkit.RecordingTaskContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/// The shipped script against a server that answers as qBittorrent 4 does.
@Timeout(60)
class QbittorrentScriptIT {

  static final Path SCRIPT = Path.of("scripts", "calibrate-qbittorrent.sh").toAbsolutePath();
  private static final String HASH = "c12fe1c06bba254a9dc9f519b335aa7c1367a88a";
  private static final String PASSWORD = "a \"quoted\" \\ p&ss=wörd";

  private final HttpServer server = server();
  private volatile int status = 200;
  private volatile String torrents = "[]";

  @BeforeEach
  void start() {
    server.createContext(
        "/api/v2/auth/login",
        exchange -> {
          String form =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
          boolean right =
              URLDecoder.decode(form.replace("&", "\n"), StandardCharsets.UTF_8)
                  .equals("username=admin\npassword=" + PASSWORD);
          if (right) {
            exchange.getResponseHeaders().add("Set-Cookie", "SID=s3ss10n; HttpOnly; path=/");
          }
          send(exchange, 200, right ? "Ok." : "Fails.");
        });
    server.createContext(
        "/api/v2/torrents/info",
        exchange -> {
          boolean known = "SID=s3ss10n".equals(exchange.getRequestHeaders().getFirst("Cookie"));
          boolean asked = ("hashes=" + HASH).equals(exchange.getRequestURI().getQuery());
          send(exchange, known ? status : 403, known && asked ? torrents : "Forbidden");
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void nameAndSizeAreTheAnswer() throws Exception {
    torrents =
        "[{\"added_on\":1,\"content_path\":\"/d/\\\"name\\\":\\\"x\\\"\",\"name\":\"Ein \\\"Film\\\" \\u4e2d\",\"save_path\":\"/d\",\"size\":1234567890123,\"total_size\":7}]";
    CalibrationResult result = ask(PASSWORD);
    assertThat(result.answer().as(JsonNode.class).path("name").asString())
        .isEqualTo("Ein \"Film\" 中");
    assertThat(result.answer().as(JsonNode.class).path("size").asLong())
        .isEqualTo(1_234_567_890_123L);
  }

  @Test
  void anUnknownTorrentFailsForGood() {
    assertThat(catchThrowableOfType(PermanentFailure.class, () -> ask(PASSWORD)))
        .hasMessageContaining("66: unknown torrent");
  }

  @Test
  void aWrongPasswordFailsForGood() {
    assertThat(catchThrowableOfType(PermanentFailure.class, () -> ask("wrong")))
        .hasMessageContaining("77: login refused");
  }

  @Test
  void aFailingOrAbsentServerIsWorthAnotherAttempt() {
    status = 500;
    assertThat(catchThrowableOfType(TransientFailure.class, () -> ask(PASSWORD)).code())
        .isEqualTo("command-failed");
    server.stop(0);
    assertThat(catchThrowableOfType(TransientFailure.class, () -> ask(PASSWORD)))
        .hasMessageContaining("69");
  }

  private CalibrationResult ask(String password) throws IOException, InterruptedException {
    return CalibrationHandlerIT.handler(
            List.of(SCRIPT.toString(), "{infoHash}"),
            Map.of(
                "QBT_URL",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "QBT_USERNAME",
                "admin",
                "QBT_PASSWORD",
                password))
        .run(new CalibrationParameters(HASH), RecordingTaskContext.inMemory());
  }

  private static HttpServer server() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    try (exchange) {
      exchange.getResponseBody().write(bytes);
    }
  }
}
