package dev.millrace.systemtest.hostile.shape;

import static dev.millrace.systemtest.hostile.shape.Shapes.between;
import static dev.millrace.systemtest.hostile.shape.Shapes.oneOf;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.millrace.systemtest.hostile.Attacker;
import dev.millrace.systemtest.hostile.HostileShape;
import dev.millrace.systemtest.hostile.wire.Body;
import dev.millrace.systemtest.hostile.wire.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Random;

/// What needs no token.
final class AnonymousShapes {

  static final List<HostileShape> ALL =
      List.of(
          HostileShape.of(
              "half-open-connections",
              "8,210 half requests on one port were out of memory",
              AnonymousShapes::halfOpen),
          HostileShape.of(
              "forms-to-the-issuer",
              "224 forms of 1.9 MB made 224 sessions that held them: a hang of minutes",
              (attacker, random) ->
                  attacker.atOnce(
                      8,
                      _ -> {
                        for (int i = 0; i < 28 && attacker.goesOn(); i++) {
                          attacker.sendAnonymously(form(between(random, 1_000, 1_900)));
                        }
                      })),
          HostileShape.of(
              "health-without-a-token",
              "each call asked every database: others' submissions took a second",
              (attacker, random) ->
                  attacker.atOnce(
                      8,
                      number -> {
                        for (int i = 0; i < 3_000 && attacker.goesOn(); i++) {
                          attacker.sendAnonymously(Request.get("/actuator/health").to(number % 3));
                        }
                      })),
          HostileShape.of(
              "abandoned-uploads",
              "each left what it had sent on the disk for an hour",
              AnonymousShapes::abandoned),
          HostileShape.of(
              "monsters-without-an-end",
              "80,000 rows for good from 4,000 lines",
              (attacker, random) ->
                  attacker.inTurn(
                      3,
                      _ ->
                          new Request(
                              1,
                              "PUT",
                              "/api/monsters",
                              List.of("Content-Type: application/x-ndjson"),
                              Body.repeated(
                                  "",
                                  oneOf(random, "{}\n", "{\"name\":\"\\u0000\"}\n", "\n", "[\n"),
                                  5_000_000,
                                  "")))));

  private AnonymousShapes() {}

  private static void halfOpen(Attacker attacker, Random random) {
    int service = random.nextInt(3);
    String head =
        oneOf(
            random,
            "GET /api/tasks HTTP/1.1\r\nHost: a\r\nX-A: ",
            "POST /api/tasks/sleep HTTP/1.1\r\nHost: a\r\nContent-Length: 9000\r\n\r\n{\"a\":\"",
            "GET /" + "a".repeat(7_000),
            "");
    HalfOpenConnections.hold(attacker, service, 8_210, head.getBytes(US_ASCII));
  }

  private static Request form(int kilobytes) {
    return new Request(
        0,
        "POST",
        "/oauth2/token",
        List.of("Content-Type: application/x-www-form-urlencoded"),
        Body.repeated("grant_type=client_credentials&a=", "b", kilobytes * 1_024L, ""));
  }

  /// Begins uploads and leaves in the middle.
  private static void abandoned(Attacker attacker, Random random) {
    attacker.atOnce(
        12,
        _ ->
            attacker.inTurn(
                40,
                _ -> {
                  Request upload = Request.upload("analysis", "a.txt", new byte[0]);
                  Body body = upload.body();
                  int sent = between(random, 100, 4_000_000);
                  return new Request(
                      0, upload.method(), upload.target(), upload.headers(), half(body, sent));
                }));
  }

  private static Body half(Body form, int sent) {
    return new Body() {
      @Override
      public long length() {
        return 45_000_000;
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        var head = new ByteArrayOutputStream();
        form.writeTo(head);
        // The head of the part, and then less of the file than was announced.
        out.write(head.toByteArray(), 0, head.size() - 24);
        out.write("text ".repeat(sent / 5).getBytes(US_ASCII));
        out.flush();
        throw new Body.Abandoned();
      }
    };
  }
}
