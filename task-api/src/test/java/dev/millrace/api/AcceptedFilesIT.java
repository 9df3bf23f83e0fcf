package dev.millrace.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.catalogue.AcceptedFiles;
import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.catalogue.TaskTypeEntry;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.TaskType;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/// Which files come with its tasks, a type announces, and the API knows nothing else of them.
@MillraceInfra
@Timeout(120)
class AcceptedFilesIT {

  private static final int LARGEST = 3000;
  private static final int LARGEST_IMAGE = 2000;
  private static final int BODY = 10_000;

  private static final byte[] PNG =
      HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452000000010000000108");
  private static final byte[] TEXT = "The bid closes on 1 March 2027.".getBytes(UTF_8);

  private static final String SCHEMA =
      """
      {"type":"object","properties":{"from":{"type":"string","format":"upload"}},
       "additionalProperties":false}
      """;

  private static RunningApi api;

  @BeforeAll
  static void start(Infra infra) {
    api =
        RunningApi.start(
            infra,
            Map.of(
                "millrace.api.uploads.file",
                LARGEST + "B",
                "millrace.api.limits.body",
                BODY + "B"));
    announce("sees", AcceptedFiles.of("image/*").except("image/svg+xml").upTo(LARGEST_IMAGE));
    announce("counts", AcceptedFiles.of("text/csv").upTo(10_000_000));
    announce("unsaid", null);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void imageIsTakenByATypeThatAnnouncesImages() {
    var answer = send("sees", PNG);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    String id = RunningApi.json(answer).get("id").asString();
    JsonNode task = RunningApi.json(api.get("/api/tasks/" + id));
    assertThat(task.at("/parameters/from").asString()).isEqualTo(id + ".upload");
    assertThat(task.at("/metadata/file/mediaType").asString()).isEqualTo("image/png");
    assertThat(task.at("/metadata/file/kind").asString()).isEqualTo("png");
  }

  @Test
  void otherFileIsRefusedWithWhatItIsAndWhatTheTypeTakes() {
    byte[] svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".getBytes(UTF_8);

    problem(send("sees", TEXT), 415, "unsupported-file", "text/plain", "takes image/*");
    problem(send("sees", svg), 415, "unsupported-file", "image/svg+xml", "no image/svg+xml");
    problem(send("counts", PNG), 415, "unsupported-file", "image/png", "takes text/csv");
    problem(send("unsaid", PNG), 415, "unsupported-file", "image/png", "takes application/pdf");
  }

  @Test
  void typeOfWhoseFilesNothingIsSaidTakesDocuments() {
    assertThat(send("unsaid", TEXT).statusCode()).isEqualTo(202);
    assertThat(send("unsaid", "%PDF-1.4\n\0".getBytes(UTF_8)).statusCode()).isEqualTo(202);
    assertThat(send("unsaid", "PK\3\4\0\0".getBytes(UTF_8)).statusCode()).isEqualTo(202);
  }

  @Test
  void smallerOfTheLimitsCounts() {
    assertThat(send("sees", Arrays.copyOf(PNG, LARGEST_IMAGE)).statusCode()).isEqualTo(202);
    problem(
        send("sees", Arrays.copyOf(PNG, LARGEST_IMAGE + 1)),
        413,
        "too-large",
        "may have " + LARGEST_IMAGE + " bytes");
    problem(
        send("counts", "1\n".repeat(LARGEST).getBytes(UTF_8)),
        413,
        "too-large",
        "may have " + LARGEST + " bytes");
  }

  @Test
  void bodyThatIsAnnouncedTooLargeForTheTypeIsRefusedBeforeItIsSent() throws IOException {
    // Nothing of the body is ever sent, so the answer was given without it.
    assertThat(answerToAHead("sees", LARGEST_IMAGE + BODY + 1))
        .startsWith("HTTP/1.1 413")
        .contains("\"limit\":" + (LARGEST_IMAGE + BODY));
  }

  @Test
  void catalogueShowsWhichFilesATypeTakes() {
    JsonNode sees = shown("sees");

    assertThat(sees.toString())
        .isEqualTo(
            "{\"mediaTypes\":[\"image/*\"],\"except\":[\"image/svg+xml\"],\"maxBytes\":"
                + LARGEST_IMAGE
                + "}");
    assertThat(shown("counts").get("maxBytes").asInt()).isEqualTo(LARGEST);
    assertThat(shown("unsaid").get("mediaTypes").valueStream().map(JsonNode::asString))
        .containsExactlyElementsOf(AcceptedFiles.UNANNOUNCED.mediaTypes());
    assertThat(shown("sleep").isNull()).isTrue();
  }

  private static void announce(String type, @Nullable AcceptedFiles files) {
    api.announce(
        new TaskTypeEntry(
            new TaskType(type),
            "Reads.",
            Json.parse(SCHEMA),
            null,
            TaskPolicy.STANDARD,
            true,
            null,
            files,
            null));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> api.get("/api/task-types/" + type).statusCode() == 200);
  }

  private static JsonNode shown(String type) {
    return RunningApi.json(api.get("/api/task-types/" + type)).get("files");
  }

  private static HttpResponse<String> send(String type, byte[] file) {
    Form form = new Form().file("a.bin", file);
    return api.send(
        HttpRequest.newBuilder(api.uri("/api/tasks/" + type + "/file"))
            .header("Content-Type", form.mediaType())
            .POST(BodyPublishers.ofByteArray(form.bytes())));
  }

  private static String answerToAHead(String type, int length) throws IOException {
    String path = "/api/tasks/" + type + "/file";
    String head =
        String.join(
            "\r\n",
            "POST " + path + " HTTP/1.1",
            "Host: 127.0.0.1",
            "Authorization: "
                + api.request(path).build().headers().firstValue("Authorization").orElseThrow(),
            "Content-Type: " + new Form().mediaType(),
            "Content-Length: " + length,
            "Connection: close",
            "",
            "");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(head.getBytes(UTF_8));
      InputStream answer = socket.getInputStream();
      StringBuilder heard = new StringBuilder();
      byte[] some = new byte[4096];
      for (int read = 0; read >= 0 && heard.indexOf("}") < 0; read = answer.read(some)) {
        heard.append(new String(some, 0, read, UTF_8));
      }
      return heard.toString();
    }
  }

  private static void problem(
      HttpResponse<String> answer, int status, String type, String... said) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(RunningApi.json(answer).get("type").asString()).endsWith("/" + type);
    assertThat(RunningApi.json(answer).get("detail").asString()).contains(said);
  }
}
