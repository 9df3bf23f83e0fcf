package dev.millrace.systemtest.hostile.shape;

import dev.millrace.systemtest.hostile.Attacker;
import dev.millrace.systemtest.hostile.HostileShape;
import dev.millrace.systemtest.hostile.wire.Request;
import java.util.List;
import java.util.Random;

/// Times and spans that are times and spans, and that no database and no timer holds.
final class TimeShapes {

  private static final List<String> TIMES =
      List.of(
          "+999999999-12-31T23:59:59Z",
          "-999999999-01-01T00:00:00Z",
          "+294277-01-01T00:00:00Z",
          "-4714-01-01T00:00:00Z",
          "0000-01-01T00:00:00Z",
          "1969-12-31T23:59:59Z",
          "9999-12-31T23:59:59.999999999Z",
          "2026-06-30T23:59:60Z",
          "2026-01-01T00:00:00+18:00");

  private static final List<String> SPANS =
      List.of(
          "PT9223372036854775807S",
          "PT2562047788015215H",
          "-PT9223372036854775808S",
          "PT0S",
          "PT0.000000001S",
          "P99999999D");

  private static final List<String> LISTS =
      List.of(
          "/api/tasks?createdFrom=",
          "/api/tasks?createdTo=",
          "/api/tasks/stats?createdFrom=",
          "/api/dead-letters?from=",
          "/api/dead-letters?to=");

  static final List<HostileShape> ALL =
      List.of(
          HostileShape.of(
              "times-out-of-range",
              "500 in lists and controls, and each such runAt split a whole group commit",
              TimeShapes::attack));

  private TimeShapes() {}

  private static void attack(Attacker attacker, Random random) {
    for (int i = 0; i < 60 && attacker.goesOn(); i++) {
      attacker.send(request(random));
    }
  }

  private static Request request(Random random) {
    String time = TIMES.get(random.nextInt(TIMES.size()));
    String encoded = time.replace("+", "%2B");
    return switch (random.nextInt(5)) {
      case 0 -> Request.post("/api/tasks/sleep?runAt=" + encoded, "{}");
      case 1 ->
          Request.post("/api/tasks/sleep?timeout=" + SPANS.get(random.nextInt(SPANS.size())), "{}");
      case 2 ->
          Request.post(
              "/api/tasks/bulk-control?dryRun=" + random.nextBoolean(),
              "{\"action\":\"cancel\",\"filter\":{\"createdFrom\":\"%s\"},\"reason\":\"r\"}"
                  .formatted(time));
      case 3 ->
          Request.post(
              "/api/tasks",
              "[{\"type\":\"sleep\",\"parameters\":{},\"runAt\":\"%s\"}]".formatted(time));
      default -> Request.get(LISTS.get(random.nextInt(LISTS.size())) + encoded);
    };
  }
}
