package dev.millrace.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.blobs.BlobName;
import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.task.TaskType;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.testinfra.TestIssuer;
import dev.millrace.testinfra.hostile.HostileDocument;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// A task is submitted with a file.
@MillraceInfra
@Timeout(120)
class UploadIT {

  private static final int LIMIT = 600 * 1024;
  private static final String PATH = "/api/tasks/reads/file";
  private static final byte[] TEXT = "The bid closes on 1 March 2027.".getBytes(UTF_8);

  private static final String SCHEMA =
      """
      {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object",
       "properties":{"upload":{"type":"string","format":"upload"},"kind":{"type":"string"},
                     "depth":{"type":"integer"},"tags":{"type":"array","items":{"type":"string"}}},
       "additionalProperties":false}
      """;

  private static RunningApi api;

  @BeforeAll
  static void start(Infra infra) {
    api = RunningApi.start(infra, Map.of("millrace.api.uploads.file", LIMIT + "B"));
    api.announce(new TaskType("reads"), TaskPolicy.STANDARD, SCHEMA);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> api.get("/api/task-types/reads").statusCode() == 200);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void fileIsStoredAndItsTaskRefersToIt() throws IOException {
    byte[] large = "Zeile\n".repeat(LIMIT / 6).getBytes(UTF_8);

    var answer =
        send(
            PATH + "?priority=high&projectId=p1",
            new Form()
                .field("kind", "tender")
                .file("../../Angebot \u00fc.txt", large)
                .field("depth", "3")
                .field("tags", "[\"a\",\"b\"]"));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    String id = RunningApi.json(answer).get("id").asString();
    assertThat(answer.headers().firstValue("Location")).contains("/api/tasks/" + id);
    JsonNode task = RunningApi.json(api.get("/api/tasks/" + id));
    assertThat(task.get("parameters").toString())
        .isEqualTo(
            "{\"kind\":\"tender\",\"depth\":3,\"tags\":[\"a\",\"b\"],\"upload\":\""
                + id
                + ".upload\"}");
    assertThat(task.at("/metadata/file/kind").asString()).isEqualTo("text");
    assertThat(task.at("/metadata/file/mediaType").asString()).isEqualTo("text/plain");
    assertThat(task.at("/metadata/file/bytes").asInt()).isEqualTo(large.length);
    assertThat(task.get("priority").asString()).isEqualTo("high");
    assertThat(task.get("projectId").asString()).isEqualTo("p1");
    try (var stored = api.blobs().open(BlobName.parse(id + ".upload"))) {
      assertThat(stored.readAllBytes()).isEqualTo(large);
    }
  }

  @Test
  void otherParametersMayComeAsOneObject() {
    var answer =
        send(
            PATH,
            new Form()
                .file("a.txt", TEXT)
                .field("parameters", "{\"kind\":\"tender\",\"tags\":[\"a\"]}")
                .field("depth", "3"));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    String id = RunningApi.json(answer).get("id").asString();
    assertThat(RunningApi.json(api.get("/api/tasks/" + id)).get("parameters").toString())
        .isEqualTo(
            "{\"kind\":\"tender\",\"tags\":[\"a\"],\"depth\":3,\"upload\":\"" + id + ".upload\"}");
  }

  @Test
  void objectOfParametersMayNotSayWhatAFieldSays() {
    Form twice =
        new Form().file("a.txt", TEXT).field("kind", "a").field("parameters", "{\"kind\":\"b\"}");
    Form upload = new Form().file("a.txt", TEXT).field("parameters", "{\"upload\":\"x.upload\"}");
    Form list = new Form().file("a.txt", TEXT).field("parameters", "[]");

    problem(send(PATH, twice), 422, "invalid-parameters", "/kind is given twice");
    problem(send(PATH, upload), 422, "invalid-parameters", "/upload is the file");
    problem(send(PATH, list), 422, "invalid-parameters", "/parameters is not a JSON object");
  }

  @Test
  void fileOverTheLimitIsRefused() {
    byte[] tooLarge = "x".repeat(LIMIT + 1).getBytes(UTF_8);

    problem(send(PATH, new Form().file("a.txt", tooLarge)), 413, "too-large", LIMIT + " bytes");
    Form form = new Form().file("a.txt", "x".repeat(3 * LIMIT).getBytes(UTF_8));
    problem(send(PATH, form), 413, "too-large", "bytes");
  }

  @Test
  void fileOfUnknownKindIsRefusedWhateverItIsCalled() {
    byte[] image = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0};

    problem(send(PATH, new Form().file("a.pdf", image)), 415, "unsupported-file", "image/png");
    problem(send(PATH, new Form().file("a.txt", new byte[0])), 422, "unusable-file", "empty");
    problem(
        send(PATH, new Form().file("a.txt", "{\\rtf1".getBytes(UTF_8))),
        415,
        "unsupported-file",
        "application/rtf");
    problem(
        send(PATH, new Form().file("a.doc", HexFormat.of().parseHex("d0cf11e0a1b11ae1"))),
        415,
        "unsupported-file",
        "needs a password");
  }

  /// As .NET writes it: in two forms, of which one has nine characters for each of the name's.
  @Test
  void longNameOfAFileIsTaken() {
    String name = "招标文件".repeat(15) + ".pdf";
    String twice =
        "=?utf-8?B?%s?=\"; filename*=utf-8''%s; x=\""
            .formatted(
                Base64.getEncoder().encodeToString(name.getBytes(UTF_8)),
                URLEncoder.encode(name, UTF_8));

    var answer = send(PATH, new Form().file(twice, TEXT));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    String id = RunningApi.json(answer).get("id").asString();
    assertThat(RunningApi.json(api.get("/api/tasks/" + id)).at("/metadata/file/name").asString())
        .isEqualTo(name);
    problem(send(PATH, new Form().file("n".repeat(5_000), TEXT)), 400, "bad-request", "form");
  }

  @ParameterizedTest
  @EnumSource(
      value = HostileDocument.class,
      names = {
        "PDF_OF_CROSS_REFERENCES",
        "PDF_OF_OBJECT_STREAMS",
        "PDF_ENCRYPTED",
        "DOCX_OF_EMPTY_PARAGRAPHS"
      })
  void fileIsTakenWithoutReadingMoreThanItsBeginning(HostileDocument kind) {
    byte[] file = kind.make(25, 1);

    var answer = send(PATH, new Form().file(kind.fileName(), file));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--", "------x\r\nContent-Disposition: form-data", "{}"})
  void bodyThatIsNoFormIsRefused(String body) {
    var answer =
        api.send(
            HttpRequest.newBuilder(api.uri(PATH))
                .header("Content-Type", "multipart/form-data; boundary=----x")
                .POST(BodyPublishers.ofString(body)));

    assertThat(answer.statusCode()).as(answer.body()).isIn(400, 422);
    assertThat(api.post(PATH, "{}").statusCode()).isEqualTo(415);
  }

  @Test
  void typeWithoutAFileSaysSo() {
    problem(
        send("/api/tasks/sleep/file", new Form().file("a.txt", TEXT)),
        415,
        "unsupported-file",
        "takes no file");
  }

  @Test
  void uploadIsItsOwnersAndDoesNotExistForOthers() {
    String id = RunningApi.json(send(PATH, new Form().file("a.txt", TEXT))).get("id").asString();
    String reference = "{\"upload\":\"" + id + ".upload\"}";
    HttpRequest.Builder bobs =
        HttpRequest.newBuilder(api.uri("/api/tasks/reads"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(reference));

    var bob = api.send(TestIssuer.user("bob"), bobs);
    var nobody = api.post("/api/tasks/reads", "{\"upload\":\"" + UUID.randomUUID() + ".upload\"}");

    problem(bob, 422, "invalid-parameters", "/upload");
    problem(nobody, 422, "invalid-parameters", "/upload");
    assertThat(bob.body()).isEqualTo(nobody.body());
    assertThat(api.post("/api/tasks/reads", reference).statusCode()).isEqualTo(202);
  }

  @Test
  void sameKeyAndFileIsOneTaskHoweverTheFormIsCut() {
    String key = UUID.randomUUID().toString();

    var first = send(PATH, key, new Form().file("a.txt", TEXT).field("depth", "1"));
    var second = send(PATH, key, new Form().file("a.txt", TEXT).field("depth", "1"));
    var other =
        send(PATH, key, new Form().file("a.txt", "Other.".getBytes(UTF_8)).field("depth", "1"));

    assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers().firstValue("Idempotent-Replayed")).contains("true");
    problem(other, 422, "key-reused", "other content");
  }

  @Test
  void submissionsWithFilesCountAgainstTheQuota() {
    assertThat(send(PATH, new Form().file("a.txt", TEXT)).headers().allValues("RateLimit"))
        .singleElement()
        .asString()
        .contains("\"submissions\"", "\"active-tasks\"", "\"stored-bytes\"");
  }

  private static HttpResponse<String> send(String path, Form form) {
    return send(path, null, form);
  }

  private static HttpResponse<String> send(String path, @Nullable String key, Form form) {
    // A length that is not announced: the limit is found while the file comes in.
    HttpRequest.Builder request =
        HttpRequest.newBuilder(api.uri(path))
            .header("Content-Type", form.mediaType())
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(form.bytes())));
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    return api.send(request);
  }

  private static void problem(HttpResponse<String> answer, int status, String type, String detail) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(RunningApi.json(answer).get("type").asString()).endsWith("/" + type);
    assertThat(answer.body()).contains(detail);
  }
}
