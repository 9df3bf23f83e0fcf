package dev.millrace.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A client of server-sent events, as the HTML standard has it.
final class EventReader implements AutoCloseable {

  /// An event that was told.
  record Told(String name, String data, String id) {}

  private final List<Told> events = new CopyOnWriteArrayList<>();
  private final HttpResponse<InputStream> answer;
  private volatile String lastId = "";
  private volatile boolean ended;

  private EventReader(HttpResponse<InputStream> answer) {
    this.answer = answer;
    Thread.ofVirtual().start(this::read);
  }

  static EventReader open(RunningApi api, String path, @Nullable String lastEventId) {
    return open(api, api.request(path), lastEventId);
  }

  static EventReader open(
      RunningApi api, HttpRequest.Builder request, @Nullable String lastEventId) {
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    return open(api, request);
  }

  /// The stream of somebody else.
  static EventReader openAs(String token, RunningApi api, String path) {
    return open(api, api.request(path).setHeader("Authorization", "Bearer " + token));
  }

  private static EventReader open(RunningApi api, HttpRequest.Builder request) {
    request.header("Accept", "text/event-stream");
    try {
      return new EventReader(
          api.http.send(request.GET().build(), HttpResponse.BodyHandlers.ofInputStream()));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  int status() {
    return answer.statusCode();
  }

  HttpResponse<?> answer() {
    return answer;
  }

  List<Told> events() {
    return events;
  }

  /// Where a reconnecting client would say that it was.
  String lastId() {
    return lastId;
  }

  boolean hasEnded() {
    return ended;
  }

  @Override
  public void close() {
    try {
      answer.body().close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void read() {
    String name = "";
    String data = "";
    String id = "";
    try (var lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          data = line.substring(6);
        } else if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.isEmpty()) {
          if (!data.isEmpty()) {
            events.add(new Told(name, data, id));
          }
          lastId = id;
          name = "";
          data = "";
        }
      }
    } catch (IOException e) {
      // Closed here or there: the end of the stream.
    }
    ended = true;
  }
}
