package dev.millrace.systemtest.hostile.shape;

import static dev.millrace.systemtest.hostile.shape.Shapes.between;
import static dev.millrace.systemtest.hostile.shape.Shapes.oneOf;

import dev.millrace.systemtest.hostile.HostileShape;
import dev.millrace.systemtest.hostile.wire.Body;
import dev.millrace.systemtest.hostile.wire.Request;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// JSON of megabytes that becomes gigabytes of objects.
final class JsonShapes {

  static final List<HostileShape> ALL =
      List.of(
          HostileShape.of(
              "batch-of-nothing",
              "one body of 60 MB of {} hung everything",
              (attacker, random) ->
                  attacker.inTurn(
                      3,
                      _ ->
                          Request.post(
                              oneOf(random, "/api/tasks/sleep/batch", "/api/tasks/recalc/batch"),
                              items("{\"items\":[", oneOf(random, "{}", "[]", "0", "\"\""))))),
          HostileShape.of(
              "array-of-nothing",
              "the same as a bulk submission",
              (attacker, random) ->
                  attacker.inTurn(
                      3, _ -> Request.post("/api/tasks", items("[", oneOf(random, "{}", "[[]]"))))),
          HostileShape.of(
              "lines-of-nothing",
              "an answer of 428 KB for 2 KB, and an error object a line",
              (attacker, random) -> attacker.inTurn(5, _ -> lines(random))),
          HostileShape.of(
              "unknown-members",
              "three bodies of 10 MB made an error object a member and hung everything",
              (attacker, random) -> {
                String members = members(between(random, 600_000, 850_000));
                attacker.atOnce(3, _ -> attacker.send(Request.post("/api/tasks/sleep", members)));
              }),
          HostileShape.of(
              "long-arrays",
              "a tree of thirty times the body",
              (attacker, random) ->
                  attacker.atOnce(
                      4,
                      _ ->
                          attacker.send(
                              Request.post(
                                  "/api/tasks/recalc",
                                  Body.repeated(
                                      "{\"scope\":{\"ids\":[0", ",1", 3_900_000, "]}}"))))),
          HostileShape.of(
              "deep-nesting",
              "held: refused in order",
              (attacker, random) -> attacker.inTurn(10, _ -> nested(random))),
          HostileShape.of(
              "odd-numbers",
              "held: refused in order",
              (attacker, random) -> attacker.inTurn(20, _ -> number(random))),
          HostileShape.of(
              "bad-lines-with-a-key",
              "free of quota and stored for a day, 1,000 lines a call",
              (attacker, random) ->
                  attacker.inTurn(
                      60,
                      i ->
                          Request.lines(Body.of("{}\n".repeat(1_000)))
                              .with("Idempotency-Key: \"k" + random.nextInt() + "-" + i + "\""))));

  private JsonShapes() {}

  private static Body items(String head, String item) {
    long times = 60_000_000L / (item.length() + 1);
    return Body.repeated(head, item + ",", times, item + (head.startsWith("{") ? "]}" : "]"));
  }

  private static Request lines(Random random) {
    String line = oneOf(random, "\n", "{}\n", "[]\n", " \n");
    return Request.lines(Body.repeated("", line, 60_000_000L / line.length(), ""));
  }

  private static String members(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"" + Integer.toString(i, 36) + "\":0")
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static Request nested(Random random) {
    int depth = between(random, 200, 1_000_000);
    String open = oneOf(random, "[", "{\"a\":", "[[],");
    return Request.post(
        oneOf(random, "/api/tasks/sleep", "/api/tasks", "/api/tasks/bulk-control"),
        Body.repeated("", open, depth, "1"));
  }

  private static Request number(Random random) {
    String number =
        oneOf(
            random,
            "1e999999999",
            "-1e-999999999",
            "9".repeat(between(random, 100, 900_000)),
            "0." + "0".repeat(900_000) + "1",
            "9223372036854775808",
            "1.0",
            "1e3");
    String name = oneOf(random, "millis", "steps", "failTimes");
    return Request.post("/api/tasks/sleep", "{\"" + name + "\":" + number + "}");
  }
}
