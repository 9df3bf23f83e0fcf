package dev.millrace.systemtest.hostile.shape;

import static dev.millrace.systemtest.hostile.shape.Shapes.oneOf;

import dev.millrace.systemtest.hostile.Attacker;
import dev.millrace.systemtest.hostile.HostileShape;
import dev.millrace.systemtest.hostile.wire.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/// Streams that are many, that filter, and that come again from far back.
final class StreamShapes {

  private static final int STREAMS = 900;

  static final List<HostileShape> ALL =
      List.of(
          HostileShape.of(
              "filtered-streams",
              "900 streams with a filter parsed each fact 900 times in one lock: reads took 60 s",
              StreamShapes::filtered),
          HostileShape.of(
              "streams-from-the-beginning",
              "each had up to a million records read again",
              StreamShapes::fromTheBeginning));

  private StreamShapes() {}

  private static void filtered(Attacker attacker, Random random) {
    String query = oneOf(random, "status=completed", "status=failed", "projectId=p&status=timeout");
    List<Socket> open = open(attacker, Request.get("/api/tasks/stream?" + query), STREAMS);
    String body = "{\"scene\":\"" + "a ".repeat(90_000) + "\"}";
    while (attacker.goesOn()) {
      attacker.send(Request.post("/api/tasks/summary", body));
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
    close(open);
  }

  private static void fromTheBeginning(Attacker attacker, Random random) {
    while (attacker.goesOn()) {
      String id = oneOf(random, "0.0", "0", "0.0.0.0.0.0.0.0", "AAAAAAAA", "0-0");
      close(open(attacker, Request.get("/api/tasks/stream").with("Last-Event-ID: " + id), 40));
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  private static List<Socket> open(Attacker attacker, Request request, int count) {
    List<Socket> open = new ArrayList<>();
    for (int i = 0; i < count && attacker.goesOn(); i++) {
      Socket socket = attacker.start(request);
      if (socket != null) {
        open.add(socket);
      }
    }
    return open;
  }

  private static void close(List<Socket> sockets) {
    for (Socket socket : sockets) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
