package dev.millrace.bench.millrace;

import com.sun.net.httpserver.HttpServer;
import dev.millrace.bench.load.Load;
import dev.millrace.bench.load.LoadRequest;
import dev.millrace.bench.load.NullTarget;
import dev.millrace.bench.load.Readings;
import dev.millrace.bench.millrace.process.MillraceHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;

/// The most the load generator can do: the same calls against something that does nothing.
///
/// A system that comes near its figure was measured by the generator's limit, not by its own.
public final class GeneratorLimit {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final byte[] ANSWER = "{\"id\":\"0\"}".getBytes(StandardCharsets.UTF_8);

  private GeneratorLimit() {}

  /// Single calls a second of so many clients within one process.
  public static double inProcess(int clients, int count) throws Exception {
    var load = new Load(new NullTarget());
    load.apply(new LoadRequest.Clients(clients, count, PATIENCE));
    var readings = load.apply(new LoadRequest.Clients(clients, count, PATIENCE));
    return count / readings.get(Readings.SECONDS);
  }

  /// Single calls a second of so many clients through HTTP, the null server's share included.
  public static double http(int clients, int count) throws Exception {
    var server = start();
    var uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    try (var nobody = new MillraceHttp(uri, Optional.empty());
        var target = new MillraceTarget(new MillraceHttp(uri, Optional.empty()), nobody)) {
      var load = new Load(new SubmitOnly(target));
      load.apply(new LoadRequest.Clients(clients, count, PATIENCE));
      var readings = load.apply(new LoadRequest.Clients(clients, count, PATIENCE));
      return count / readings.get(Readings.SECONDS);
    } finally {
      server.stop(0);
    }
  }

  /// The JDK's server waits 40 ms for a client's acknowledgement unless it is told not to.
  private static HttpServer start() throws IOException {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 128);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, ANSWER.length);
            exchange.getResponseBody().write(ANSWER);
          }
        });
    server.start();
    return server;
  }
}
