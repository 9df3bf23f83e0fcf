package dev.millrace.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/// Sockets that no client would open, on a real server with small bounds.
@Timeout(60)
class ConnectionsIT {

  private static final int CONNECTIONS = 60;
  private static final int REQUESTS = 8;
  private static final int HEADS = 20;
  private static final String HERE = "GET /here HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
  private static final String HALF = "GET /here HTTP/1.1\r\nHost: a\r\nX: ";

  private static ConfigurableApplicationContext server;
  private static int port;
  private static volatile CountDownLatch held = new CountDownLatch(0);

  private final List<Socket> sockets = new ArrayList<>();

  @BeforeAll
  static void start() {
    server =
        new SpringApplicationBuilder(Server.class)
            .run(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.threads.virtual.enabled=true",
                "--server.tomcat.connection-timeout=5s",
                "--server.tomcat.max-swallow-size=64MB",
                "--millrace.http.connections=" + CONNECTIONS,
                "--millrace.http.requests=" + REQUESTS,
                "--millrace.http.open-heads=" + HEADS,
                "--millrace.http.head=2s",
                "--millrace.http.body-grace=1s",
                "--millrace.http.slowest-body=1KB");
    port = server.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterEach
  void closeAll() throws IOException {
    held.countDown();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  @Test
  void halfHeadsGiveWayToEachOtherAndNobodyElseIsKeptWaiting() throws IOException {
    for (int i = 0; i < 300; i++) {
      send(open(), HALF);
      if (i % 50 == 49) {
        // While heads are being read, each counts as a request: the answer may be 503 for a moment.
        await()
            .atMost(Duration.ofSeconds(5))
            .untilAsserted(() -> assertThat(call(HERE)).startsWith("HTTP/1.1 200"));
      }
    }

    await().untilAsserted(() -> assertThat(openStill()).isLessThanOrEqualTo(HEADS));
  }

  @Test
  void idleConnectionsGiveWayToNewOnes() throws IOException {
    for (int i = 0; i < 200; i++) {
      open();
    }

    assertThat(call(HERE)).startsWith("HTTP/1.1 200");
    await().untilAsserted(() -> assertThat(openStill()).isLessThanOrEqualTo(CONNECTIONS));
  }

  @Test
  void byteNowAndThenKeepsNoHeadOpen() throws IOException {
    Socket drip = open();
    send(drip, HALF);

    await()
        .atMost(Duration.ofSeconds(15))
        .pollInterval(Duration.ofMillis(300))
        .until(() -> !sent(drip, "x") || isClosed(drip));
  }

  @Test
  void byteNowAndThenKeepsNoBodyOpen() throws IOException {
    Socket drip = open();
    send(drip, "POST /body HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nx");

    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> !sent(drip, "x") || drip.getInputStream().available() > 0);
    assertThat(answer(drip)).startsWith("HTTP/1.1 4");
  }

  @Test
  void whatIsLeftOfARefusedBodyKeepsNoConnectionOpen() throws IOException {
    Socket drip = open();
    send(drip, "POST /refused HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nx");
    await().until(() -> drip.getInputStream().available() > 0);

    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> !sent(drip, "x"));
    assertThat(answer(drip)).startsWith("HTTP/1.1 404");
  }

  @Test
  void whatIsLeftOfARefusedBodyIsReadSoThatItsSenderHearsWhy() throws IOException {
    Socket quick = open();
    send(quick, "POST /refused HTTP/1.1\r\nHost: a\r\nContent-Length: 3000000\r\n\r\n");
    send(quick, "x".repeat(3_000_000));
    send(quick, "GET /here HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

    assertThat(answer(quick)).startsWith("HTTP/1.1 404").contains("HTTP/1.1 200");
  }

  @Test
  void moreRequestsThanMayBeInProgressAreRefusedAtOnce() throws Exception {
    held = new CountDownLatch(1);
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < REQUESTS; i++) {
        Socket socket = open();
        send(socket, "GET /held HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        var _ = clients.submit(() -> answer(socket));
      }
      await()
          .untilAsserted(() ->
              assertThat(call("GET /here HTTP/1.1\r\nHost: a\r\n\r\n"))
                  .startsWith("HTTP/1.1 503")
                  .contains("Retry-After: 2", "problems/overloaded"));

      held.countDown();

      await()
          .untilAsserted(() ->
              assertThat(call("GET /here HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                  .startsWith("HTTP/1.1 200"));
    }
  }

  @Test
  void requestsThatAreAnsweredLaterLeaveTheirPlaceToOthers() throws Exception {
    held = new CountDownLatch(1);
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < 3 * REQUESTS; i++) {
        Socket socket = open();
        send(socket, "GET /later HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        answers.add(clients.submit(() -> answer(socket)));
        assertThat(call(HERE)).startsWith("HTTP/1.1 200");
      }

      held.countDown();

      for (Future<String> answer : answers) {
        assertThat(answer.get()).startsWith("HTTP/1.1 200");
      }
    }
  }

  @Test
  void whoAsksBeforeSendingABodyHearsTheRefusalFirst() throws IOException {
    String ask =
        " HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\nConnection: close\r\n";

    assertThat(call("POST /nowhere" + ask + "\r\n")).startsWith("HTTP/1.1 404");
    assertThat(call("POST /body" + ask + "Content-Encoding: gzip\r\n\r\n"))
        .startsWith("HTTP/1.1 415")
        .contains("Accept-Encoding: identity");
    assertThat(call("POST /body" + ask + "\r\n{}"))
        .startsWith("HTTP/1.1 100")
        .contains("HTTP/1.1 200");
  }

  private Socket open() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    sockets.add(socket);
    return socket;
  }

  private String call(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(5_000);
      send(socket, request);
      return answer(socket);
    }
  }

  private static String answer(Socket socket) throws IOException {
    var answer = new StringBuilder();
    try {
      for (int next = socket.getInputStream().read(); next >= 0; ) {
        answer.append((char) next);
        next = socket.getInputStream().read();
      }
    } catch (java.net.SocketException e) {
      // Reset: what was heard before counts.
    }
    return answer.toString();
  }

  private static void send(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(ISO_8859_1));
    out.flush();
  }

  private static boolean sent(Socket socket, String text) {
    try {
      send(socket, text);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private long openStill() {
    return sockets.stream().filter(socket -> !isClosed(socket)).count();
  }

  /// Whether the server has closed it.
  private static boolean isClosed(Socket socket) {
    try {
      socket.setSoTimeout(1);
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import({HttpConfiguration.class, Paths.class})
  static class Server {}

  @RestController
  static class Paths {

    @GetMapping("/here")
    String here() {
      return "here";
    }

    @GetMapping("/held")
    String held() throws InterruptedException {
      held.await();
      return "held";
    }

    @GetMapping("/later")
    DeferredResult<String> later() {
      var later = new DeferredResult<String>(60_000L);
      Thread.startVirtualThread(() -> {
        try {
          held.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        later.setResult("later");
      });
      return later;
    }

    @PostMapping("/body")
    String body(HttpServletRequest request) throws IOException {
      try {
        return "read " + request.getInputStream().readAllBytes().length;
      } catch (IOException e) {
        return String.valueOf(e.getCause());
      }
    }
  }
}
