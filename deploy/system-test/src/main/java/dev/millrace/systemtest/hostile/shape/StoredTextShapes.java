package dev.millrace.systemtest.hostile.shape;

import static dev.millrace.systemtest.hostile.shape.Shapes.oneOf;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.systemtest.hostile.Attacker;
import dev.millrace.systemtest.hostile.HostileShape;
import dev.millrace.systemtest.hostile.wire.Body;
import dev.millrace.systemtest.hostile.wire.Request;
import java.util.List;
import java.util.Random;

/// Text that a program can hold and a database cannot, at every place where a text may stand.
final class StoredTextShapes {

  /// NUL in the long form that only careless readers take.
  private static final byte[] LONG_NUL = {(byte) 0xc0, (byte) 0x80};

  static final List<HostileShape> ALL =
      List.of(
          HostileShape.of(
              "nul-in-parameters",
              "accepted, then pending for ever, deaf to cancel; its events 503 for ever",
              (attacker, random) -> {
                for (int i = 0; i < 12 && attacker.goesOn(); i++) {
                  attacker
                      .submit(parameters(random))
                      .forEach(id -> attacker.send(Request.get("/api/tasks/" + id + "/events")));
                }
              }),
          HostileShape.of(
              "nul-in-forms",
              "a file name with a NUL was 500",
              (attacker, random) -> attacker.inTurn(12, _ -> form(random))),
          HostileShape.of(
              "nul-in-controls",
              "a reason with a NUL or a line end wrote lines of its own into the log",
              StoredTextShapes::controls));

  private StoredTextShapes() {}

  private static Request parameters(Random random) {
    byte[] nul = nul(random);
    byte[] head = bytes("{\"text\":\"" + "x".repeat(random.nextInt(3) * 1_000));
    return switch (random.nextInt(5)) {
      case 0 -> json("/api/tasks/analysis", head, nul, bytes(" abc\"}"));
      case 1 ->
          json(
              "/api/tasks/analysis/batch",
              bytes("{\"items\":[{\"text\":\"a\"},"),
              head,
              nul,
              bytes("\"}]}"));
      case 2 ->
          json(
              "/api/tasks",
              bytes("[{\"type\":\"analysis\",\"parameters\":"),
              head,
              nul,
              bytes("\"}}]"));
      case 3 ->
          json("/api/tasks/summary", bytes("{\"scene\":\"a b\",\"title\":\""), nul, bytes("\"}"));
      default -> json("/api/tasks/sleep", bytes("{\""), nul, bytes("\":\""), nul, bytes("\"}"));
    };
  }

  private static Request form(Random random) {
    String name = oneOf(random, "a\0b.txt", "\0", "a\u202etxt.exe", "../../../a", "a\u0001b");
    String field =
        oneOf(
            random,
            "kind\"\r\n\r\n\0",
            "\0\"\r\n\r\nx",
            "language\"\r\n\r\n\u001b[2J",
            "text\"\r\n\r\n\"\\u0000\"",
            "kind\"\r\n\r\ntender");
    return Request.upload("analysis", name, bytes("Text " + oneOf(random, "", "\0") + "a"), field);
  }

  private static void controls(Attacker attacker, Random random) {
    List<String> ids =
        attacker.submit(
            Request.post("/api/tasks/sleep?runAt=2100-01-01T00:00:00Z", "{\"millis\":0}"));
    for (String id : ids) {
      for (String action : List.of("/pause", "/resume", "/retry")) {
        attacker.send(
            json(
                "/api/tasks/" + id + action,
                bytes("{\"reason\":\"" + oneOf(random, "", "\\n\\u001b[2J")),
                nul(random),
                bytes("\"}")));
      }
      attacker.send(
          Request.get("/api/tasks/" + id + "?reason=" + oneOf(random, "%00", "%0a%1b", "%C0%80"))
              .as("DELETE"));
    }
    for (String place : List.of("projectId=%00", "userId=a%00", "type=%00", "cursor=%00")) {
      attacker.send(Request.get("/api/tasks?" + place));
    }
    attacker.send(
        json(
            "/api/tasks/bulk-control",
            bytes("{\"action\":\"cancel\",\"filter\":{\"projectId\":\""),
            nul(random),
            bytes("\"},\"reason\":\"r\"}")));
  }

  private static byte[] nul(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> LONG_NUL;
      case 1 -> bytes("a\\u0000b");
      default -> bytes("\\u0000");
    };
  }

  private static Request json(String target, byte[]... parts) {
    return Request.post(target, Body.of(parts));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
