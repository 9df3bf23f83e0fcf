package dev.millrace.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.testinfra.TestIssuer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Hundreds of sockets without a token that never finish what they begin, beside one honest user.
@MillraceInfra
@Timeout(120)
class HalfOpenConnectionsIT {

  private static RunningApi api;

  @BeforeAll
  static void start(Infra infra) {
    api =
        RunningApi.start(
            infra, Map.of("millrace.http.connections", "150", "millrace.http.open-heads", "40"));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void honestUserIsServedAndTheirStreamStaysOpenWhileOthersOpenConnectionsForNothing()
      throws IOException {
    List<Socket> sockets = new ArrayList<>();
    try (Socket stream = open()) {
      send(
          stream,
          "GET /api/tasks/stream HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
              + TestIssuer.user(RunningApi.USER)
              + "\r\n\r\n");
      assertThat(stream.getInputStream().read()).isEqualTo('H');

      for (int i = 0; i < 400; i++) {
        Socket socket = open();
        sockets.add(socket);
        if (i % 2 == 0) {
          send(socket, "POST /api/tasks/sleep HTTP/1.1\r\nHost: a\r\nX: ");
        }
        if (i % 40 == 0) {
          api.submit("/api/tasks/sleep", "{\"millis\":1}");
        }
      }

      String id = api.submit("/api/tasks/sleep", "{\"millis\":1}");
      assertThat(api.get("/api/tasks/" + id).statusCode()).isEqualTo(200);
      // Heartbeats and facts come as ever: it did not give way.
      var heard = new StringBuilder();
      while (heard.indexOf("dev.millrace.task.requested.v1") < 0) {
        int next = stream.getInputStream().read();
        assertThat(next).as(heard.toString()).isGreaterThanOrEqualTo(0);
        heard.append((char) next);
      }
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private static Socket open() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port());
    socket.setSoTimeout(30_000);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
    socket.getOutputStream().flush();
  }
}
