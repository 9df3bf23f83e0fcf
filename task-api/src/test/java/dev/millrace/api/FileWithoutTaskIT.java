package dev.millrace.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A file whose task is not accepted is not kept.
@MillraceInfra
@Timeout(120)
class FileWithoutTaskIT {

  private static final String PATH = "/api/tasks/reads/file";
  private static final byte[] TEXT = "The bid closes on 1 March 2027.".getBytes(UTF_8);

  private static final String SCHEMA =
      """
      {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object",
       "properties":{"upload":{"type":"string","format":"upload"},"kind":{"type":"string"},
                     "depth":{"type":"integer"}},
       "additionalProperties":false}
      """;

  private static RunningApi api;

  @BeforeAll
  static void start(Infra infra) {
    api = RunningApi.start(infra);
    api.announceAndAwait("reads", SCHEMA);
    // A database that refuses a row, and one that cannot say whether it wrote it.
    api.database()
        .sql(
            """
            create function fail() returns trigger language plpgsql as $$
            begin
              case new.project_id
                when 'refused' then raise exception 'refused' using errcode = '23514';
                when 'unknown' then raise exception 'unknown' using errcode = '57014';
                else return new;
              end case;
            end $$
            """)
        .update();
    api.database()
        .sql("create trigger fail before insert on request for each row execute function fail()")
        .update();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void fileAndLargeParametersOfARefusedTaskAreDeleted() {
    Form form = new Form().file("a.txt", TEXT).field("kind", "x".repeat(300_000));
    long before = stored();

    problem(send("?projectId=refused", form), 400, "bad-request", "database refused");

    assertThat(stored()).isEqualTo(before);
    assertThat(send("?projectId=p", form).statusCode()).isEqualTo(202);
    assertThat(stored()).as("a file, and its parameters").isEqualTo(before + 2);
  }

  @Test
  void fileOfATaskThatMayHaveBeenAcceptedIsKept() {
    long before = stored();

    problem(
        send("?projectId=unknown", new Form().file("a.txt", TEXT)),
        503,
        "unavailable",
        "not accepted for certain");

    assertThat(stored()).isEqualTo(before + 1);
  }

  @Test
  void fileThatBreaksOffIsNotKept() throws IOException {
    Form form = new Form().file("a.txt", "x".repeat(200_000).getBytes(UTF_8));
    byte[] body = form.bytes();
    HttpRequest request = api.request(PATH).build();
    String head =
        String.join(
            "\r\n",
            "POST " + PATH + " HTTP/1.1",
            "Host: 127.0.0.1",
            "Authorization: " + request.headers().firstValue("Authorization").orElseThrow(),
            "Content-Type: " + form.mediaType(),
            "Content-Length: " + body.length,
            "",
            "");
    long before = stored();

    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
      socket.getOutputStream().write(head.getBytes(UTF_8));
      socket.getOutputStream().write(body, 0, body.length - 100);
      socket.shutdownOutput();
      try (InputStream answer = socket.getInputStream()) {
        assertThat(new String(answer.readAllBytes(), UTF_8)).doesNotContain(" 202 ", " 500 ");
      }
    }

    assertThat(stored()).isEqualTo(before);
  }

  @Test
  void nameThatNoFileCanHaveIsRefusedAndNothingOfTheFormIsKept() {
    long before = stored();

    problem(
        send("", new Form().file("a.txt", TEXT).file("b\0.txt", TEXT)),
        400,
        "bad-request",
        "name of a file");

    assertThat(stored()).isEqualTo(before);
  }

  @Test
  void wrongFormIsRefusedWithTheFieldAndItsFileDeleted() {
    long before = stored();

    problem(
        send("", new Form().file("a.txt", TEXT).field("depth", "deep")),
        422,
        "invalid-parameters",
        "/depth");
    problem(
        send("", new Form().file("a.txt", TEXT).field("colour", "red")),
        422,
        "invalid-parameters",
        "/colour");
    problem(
        send("", new Form().file("a.txt", TEXT).field("upload", "x")),
        422,
        "invalid-parameters",
        "/upload");
    problem(send("", new Form().field("depth", "1")), 422, "invalid-parameters", "/file");
    problem(
        send("", new Form().file("a.txt", TEXT).file("b.txt", TEXT)),
        422,
        "invalid-parameters",
        "/file");

    assertThat(stored()).isEqualTo(before);
  }

  private static HttpResponse<String> send(String query, Form form) {
    return api.send(
        HttpRequest.newBuilder(api.uri(PATH + query))
            .header("Content-Type", form.mediaType())
            .POST(BodyPublishers.ofByteArray(form.bytes())));
  }

  private static long stored() {
    try {
      return api.blobs().page(Instant.now().plusSeconds(60), null).names().size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void problem(HttpResponse<String> answer, int status, String type, String detail) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(RunningApi.json(answer).get("type").asString()).endsWith("/" + type);
    assertThat(answer.body()).contains(detail);
  }
}
