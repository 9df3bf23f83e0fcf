package dev.millrace.systemtest.hostile.shape;

import static dev.millrace.systemtest.hostile.shape.Shapes.between;

import dev.millrace.systemtest.hostile.Attacker;
import dev.millrace.systemtest.hostile.HostileShape;
import dev.millrace.systemtest.hostile.wire.Body;
import dev.millrace.systemtest.hostile.wire.Request;
import java.util.List;
import java.util.Random;

/// Tasks and controls that each are good, and too many.
final class TaskShapes {

  static final List<HostileShape> ALL =
      List.of(
          HostileShape.of(
              "long-sleeps",
              "9,000 sleeps of a day kept everybody's tasks of every type waiting",
              TaskShapes::sleeps),
          HostileShape.of(
              "retry-in-a-loop",
              "two retries a second and task, each a dead letter and four facts",
              TaskShapes::retries),
          HostileShape.of(
              "dry-runs",
              "thirty clients made others' submissions wait for 2.4 s",
              (attacker, random) ->
                  attacker.atOnce(
                      30,
                      _ ->
                          attacker.inTurn(
                              2_000,
                              _ ->
                                  Request.post(
                                      "/api/tasks/bulk-control?dryRun=true",
                                      "{\"action\":\"cancel\",\"filter\":{\"type\":\"sleep\"},\"reason\":\"r\"}")))),
          HostileShape.of(
              "large-parameters",
              "8,000 tasks of 250 KB at once: each attempt holds its parameters",
              TaskShapes::large),
          HostileShape.of(
              "many-submissions",
              "held: the quota says no",
              (attacker, random) ->
                  attacker.atOnce(
                      16,
                      _ ->
                          attacker.inTurn(
                              60, _ -> bulk("{\"millis\":" + random.nextInt(50) + "}", 1_000)))),
          HostileShape.of(
              "crash-wish",
              "held: refused unless a setting allows it",
              (attacker, random) ->
                  attacker.inTurn(
                      5,
                      _ ->
                          Request.post(
                              "/api/tasks/sleep", "{\"failTimes\":9,\"failWith\":\"crash\"}"))));

  private TaskShapes() {}

  private static void sleeps(Attacker attacker, Random random) {
    // What the server allows, from a day down: its bound is its own affair.
    for (int millis : List.of(86_400_000, 600_000, 60_000)) {
      String parameters = "{\"millis\":" + (millis - random.nextInt(1_000)) + "}";
      if (!attacker.submit(bulk(parameters, 1_000)).isEmpty()) {
        attacker.inTurn(8, _ -> bulk(parameters, 1_000));
        return;
      }
    }
  }

  private static void retries(Attacker attacker, Random random) {
    List<String> ids =
        attacker.submit(
            bulk("{\"failTimes\":1000,\"failWith\":\"permanent\"}", between(random, 20, 60)));
    attacker.atOnce(
        ids.size(),
        number ->
            attacker.inTurn(
                500,
                _ ->
                    Request.post(
                        "/api/tasks/" + ids.get(number) + "/retry", "{\"reason\":\"r\"}")));
  }

  private static void large(Attacker attacker, Random random) {
    String text = "a ".repeat(between(random, 95_000, 99_000));
    String item = "{\"type\":\"summary\",\"parameters\":{\"scene\":\"" + text + "\"}}\n";
    Request request = Request.lines(Body.repeated("", item, 300, ""));
    attacker.atOnce(3, _ -> attacker.inTurn(9, _ -> request));
  }

  private static Request bulk(String parameters, int count) {
    String line = "{\"type\":\"sleep\",\"parameters\":" + parameters + "}\n";
    return Request.lines(Body.repeated("", line, count, ""));
  }
}
