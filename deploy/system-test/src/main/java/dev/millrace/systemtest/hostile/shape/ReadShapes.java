package dev.millrace.systemtest.hostile.shape;

import static dev.millrace.systemtest.hostile.shape.Shapes.between;
import static dev.millrace.systemtest.hostile.shape.Shapes.oneOf;

import dev.millrace.systemtest.hostile.Attacker;
import dev.millrace.systemtest.hostile.HostileShape;
import dev.millrace.systemtest.hostile.wire.Body;
import dev.millrace.systemtest.hostile.wire.Request;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/// Questions whose answers are large, or long to find.
final class ReadShapes {

  static final List<HostileShape> ALL =
      List.of(
          HostileShape.of(
              "fat-lists",
              "eight lists of 200 tasks with 199 KB of parameters hung task-api",
              (attacker, random) -> {
                fill(attacker, random);
                attacker.atOnce(
                    8, _ -> attacker.inTurn(6, _ -> Request.get("/api/tasks?limit=200")));
              }),
          HostileShape.of(
              "slow-readers", "each held its whole answer in the heap", ReadShapes::slowly),
          HostileShape.of(
              "long-histories",
              "built whole: a thousand facts with their reasons",
              ReadShapes::histories),
          HostileShape.of(
              "deep-offsets",
              "others' submissions took 1.7 s",
              (attacker, random) ->
                  attacker.atOnce(
                      16,
                      _ ->
                          attacker.inTurn(
                              400,
                              _ ->
                                  Request.get(
                                      "/api/tasks?limit=200&offset="
                                          + oneOf(random, 9_800, 10_000, 5_000)
                                          + "&status="
                                          + oneOf(
                                              random, "completed", "failed,timeout", "paused"))))),
          HostileShape.of("waits", "held: bounded for each user", ReadShapes::waits));

  private ReadShapes() {}

  /// 200 tasks with as much in each as a list shows.
  private static void fill(Attacker attacker, Random random) {
    String text = "a ".repeat(between(random, 95_000, 99_500));
    String item =
        "{\"type\":\"summary\",\"runAt\":\"2100-01-01T00:00:00Z\",\"parameters\":{\"scene\":\""
            + text
            + "\"}}\n";
    var request = Request.lines(Body.repeated("", item, 50, ""));
    attacker.inTurn(4, _ -> request);
  }

  private static void slowly(Attacker attacker, Random random) {
    fill(attacker, random);
    attacker.atOnce(
        between(random, 60, 120),
        _ -> {
          Socket socket = attacker.start(Request.get("/api/tasks?limit=200"));
          try (socket) {
            while (socket != null && attacker.goesOn() && socket.getInputStream().read() >= 0) {
              LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
          } catch (IOException e) {
            // The server has had enough, as it should.
          }
        });
  }

  private static void histories(Attacker attacker, Random random) {
    List<String> ids =
        attacker.submit(
            Request.post("/api/tasks/sleep?runAt=2100-01-01T00:00:00Z", "{\"millis\":0}"));
    String reason = "{\"reason\":\"" + "r".repeat(between(random, 500, 60_000)) + "\"}";
    for (String id : ids) {
      attacker.atOnce(
          8,
          number ->
              attacker.inTurn(
                  200,
                  i ->
                      number < 4
                          ? Request.post(
                              "/api/tasks/" + id + (i % 2 == 0 ? "/pause" : "/resume"), reason)
                          : Request.get("/api/tasks/" + id + "/events?limit=1000")));
    }
  }

  private static void waits(Attacker attacker, Random random) {
    List<String> ids = attacker.submit(Request.post("/api/tasks/sleep", "{\"millis\":50000}"));
    for (String id : ids) {
      attacker.atOnce(
          900,
          _ ->
              attacker.inTurn(
                  3,
                  _ ->
                      Request.get("/api/tasks/" + id)
                          .with("Prefer: wait=" + between(random, 5, 60))));
    }
  }
}
