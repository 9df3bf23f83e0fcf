package dev.millrace.testinfra;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A server that speaks OpenAI's chat completions over real HTTP, and misbehaves as told.
///
/// Replies are used up in the order they were added; after the last one it answers "fine".
public final class OpenAiServer implements AutoCloseable {

  /// One way to answer a request.
  @FunctionalInterface
  public interface Reply {
    void to(HttpExchange exchange, JsonNode request) throws IOException;
  }

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpServer server;
  private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
  private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  public OpenAiServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/chat/completions", this::handle);
    server.start();
  }

  public URI baseUrl() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
  }

  public OpenAiServer then(Reply reply) {
    replies.add(reply);
    return this;
  }

  /// The bodies of all requests so far.
  public List<JsonNode> requests() {
    return List.copyOf(requests);
  }

  public List<String> keys() {
    return List.copyOf(keys);
  }

  /// Answers as asked, streamed or whole.
  public static Reply says(String text) {
    return (exchange, request) -> {
      if (request.path("stream").asBoolean(false)) {
        stream(exchange, text, true);
      } else {
        whole(exchange, text);
      }
    };
  }

  /// Answers 200 with this body, whatever was asked for.
  public static Reply sends(String contentType, String body) {
    return (exchange, _) -> send(exchange, 200, contentType, body);
  }

  public static Reply status(int status, String header, String value) {
    return (exchange, _) -> {
      exchange.getResponseHeaders().add(header, value);
      send(
          exchange,
          status,
          "{\"error\":{\"message\":\"no: secret-text sk-secret\",\"code\":\"why_not\"}}");
    };
  }

  public static Reply status(int status, String body) {
    return (exchange, _) -> send(exchange, status, body);
  }

  public static Reply status(int status) {
    return status(status, "x-nothing", "1");
  }

  /// Sends a part of the answer and then nothing more.
  public Reply stalls() {
    return (exchange, _) -> {
      OutputStream out = open(exchange);
      event(out, delta("a part"));
      try {
        closing.await(20, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  /// Sends a part of the answer and closes the connection within the chunked body.
  public static Reply cutsTheConnection() {
    return (exchange, _) -> {
      event(open(exchange), delta("a part"));
      exchange.close();
    };
  }

  /// Ends the body as HTTP wants it, but in the middle of the answer.
  public static Reply endsTooEarly() {
    return (exchange, _) -> stream(exchange, "a part", false);
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
    requests.add(request);
    keys.add(exchange.getRequestHeaders().getFirst("Authorization"));
    Reply reply = replies.poll();
    (reply == null ? says("fine") : reply).to(exchange, request);
  }

  private static void whole(HttpExchange exchange, String text) throws IOException {
    String body =
        """
        {"id":"c","object":"chat.completion","created":1,"model":"served-model","choices":[{"index":0,\
        "finish_reason":"stop","message":{"role":"assistant","content":%s}}],\
        "usage":{"prompt_tokens":100,"completion_tokens":20,"total_tokens":120}}\
        """
            .formatted(JSON.writeValueAsString(text));
    send(exchange, 200, body);
  }

  private static void stream(HttpExchange exchange, String text, boolean complete)
      throws IOException {
    try (OutputStream out = open(exchange)) {
      for (int i = 0; i < text.length(); i += 10) {
        event(out, delta(text.substring(i, Math.min(text.length(), i + 10))));
      }
      if (complete) {
        event(out, chunk("[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]", "null"));
        event(
            out,
            chunk("[]", "{\"prompt_tokens\":100,\"completion_tokens\":20,\"total_tokens\":120}"));
        event(out, "[DONE]");
      }
    }
  }

  private static String delta(String text) {
    return chunk(
        "[{\"index\":0,\"delta\":{\"content\":%s},\"finish_reason\":null}]"
            .formatted(JSON.writeValueAsString(text)),
        "null");
  }

  private static String chunk(String choices, String usage) {
    return "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"served-model\",\"choices\":%s,\"usage\":%s}"
        .formatted(choices, usage);
  }

  private static OutputStream open(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    return exchange.getResponseBody();
  }

  private static void event(OutputStream out, String json) throws IOException {
    out.write(("data: " + json + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    send(exchange, status, "application/json", body);
  }

  private static void send(HttpExchange exchange, int status, String contentType, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", contentType);
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }
}
