package dev.millrace.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A server that answers as a test says: for each call its answers in turn, the last one for ever.
final class ScriptedServer implements AutoCloseable {

  /// What it was asked.
  record Seen(String call, String query, String body, Map<String, List<String>> headers) {

    @Nullable String header(String name) {
      return headers.entrySet().stream()
          .filter(entry -> entry.getKey().equalsIgnoreCase(name))
          .map(entry -> entry.getValue().get(0))
          .findFirst()
          .orElse(null);
    }
  }

  interface Reply {
    void send(HttpExchange exchange) throws IOException;
  }

  private record Script(List<Reply> replies, AtomicInteger turns) {

    Reply next() {
      return replies.get(Math.min(turns.getAndIncrement(), replies.size() - 1));
    }
  }

  private final Map<String, Script> scripts = new ConcurrentHashMap<>();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicInteger hungUp = new AtomicInteger();
  private HttpServer server;

  ScriptedServer() {
    server = listen(0);
  }

  /// @param call such as `GET /api/tasks`
  ScriptedServer on(String call, Reply... inTurn) {
    scripts.put(call, new Script(List.of(inTurn), new AtomicInteger()));
    return this;
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  List<Seen> seen(String call) {
    return seen.stream().filter(one -> one.call().equals(call)).toList();
  }

  /// Streams whose reader has gone.
  int hungUp() {
    return hungUp.get();
  }

  void stop() {
    server.stop(0);
  }

  /// At the same address.
  void startAgain() {
    server = listen(server.getAddress().getPort());
  }

  static Reply json(int status, String body, String... headers) {
    return exchange -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
      }
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    };
  }

  static Reply problem(int status, String word, String... headers) {
    return json(
        status,
        "{\"type\":\"https://millrace.dev/problems/"
            + word
            + "\",\"title\":\""
            + word
            + "\",\"status\":"
            + status
            + ",\"detail\":\"so it is\"}",
        headers);
  }

  /// Takes the request and breaks off the connection.
  static Reply lost() {
    return HttpExchange::close;
  }

  /// A stream that ends in order.
  static Reply stream(String events) {
    return exchange -> {
      begin(exchange, events);
      exchange.close();
    };
  }

  /// A stream that breaks off.
  static Reply broken(String events) {
    return exchange -> {
      exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 1_000_000);
      exchange.getResponseBody().write(events.getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
      throw new IOException("breaks off");
    };
  }

  /// A stream on which nothing more comes.
  Reply silent(String events) {
    return exchange -> {
      begin(exchange, events);
      await();
    };
  }

  /// A stream of comments that has no end.
  Reply beating(String events) {
    return exchange -> {
      begin(exchange, events);
      try {
        while (!closing.await(20, TimeUnit.MILLISECONDS)) {
          exchange.getResponseBody().write(":\n\n".getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
        }
      } catch (IOException e) {
        hungUp.incrementAndGet();
        throw e;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  private static void begin(HttpExchange exchange, String events) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "text/event-stream;charset=UTF-8");
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write(events.getBytes(StandardCharsets.UTF_8));
    exchange.getResponseBody().flush();
  }

  private void await() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpServer listen(int port) {
    try {
      HttpServer started =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      started.createContext("/", this::handle);
      started.setExecutor(threads);
      started.start();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    String call = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    String query = exchange.getRequestURI().getRawQuery();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    seen.add(
        new Seen(call, query == null ? "" : query, body, Map.copyOf(exchange.getRequestHeaders())));
    Script script = scripts.get(call);
    Reply reply = script == null ? problem(404, "not-found") : script.next();
    reply.send(exchange);
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
