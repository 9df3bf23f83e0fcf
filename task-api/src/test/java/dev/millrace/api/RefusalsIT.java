package dev.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.contractcheck.RawHttp;
import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.catalogue.TaskTypeEntry;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.TaskType;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.testinfra.TestIssuer;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Whatever is wrong with a request comes back as a problem that says so.
@MillraceInfra
@Timeout(120)
class RefusalsIT {

  private static final String INVALID = "invalid-parameters";

  private static RunningApi api;

  @BeforeAll
  static void start(Infra infra) {
    api = RunningApi.start(infra);
    api.announceBatches();
    api.announceAndAwait("bulk-control", "{\"type\":\"object\"}");
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void wrongParameterIsPointedAt() {
    JsonNode problem =
        problem(
            api.post("/api/tasks/sleep", "{\"millis\":-1,\"steps\":[\"a\",2],\"extra/x\":true}"),
            422,
            "invalid-parameters");

    assertThat(problem.get("errors").valueStream().map(e -> e.get("pointer").asString()))
        .containsExactlyInAnyOrder("/millis", "/steps/1", "/extra~1x");
    assertThat(
            problem(api.post("/api/tasks/sleep", "{}"), 422, "invalid-parameters")
                .at("/errors/0/pointer")
                .asString())
        .isEqualTo("/millis");
    JsonNode noObject = problem(api.post("/api/tasks/sleep", "[]"), 422, "invalid-parameters");
    assertThat(noObject.at("/errors/0/pointer").asString()).isEmpty();
    assertThat(noObject.get("detail").asString()).doesNotContain("  ");
  }

  @Test
  void unknownTypeNamesTheKnownOnes() {
    JsonNode problem = problem(api.post("/api/tasks/nonsense", "{}"), 404, "unknown-type");

    assertThat(problem.get("known").toString()).contains("\"sleep\"");
    problem(api.get("/api/task-types/nonsense"), 404, "unknown-type");
  }

  @Test
  void aTypeThatIsNotConfiguredSaysWhatIsMissing() throws Exception {
    api.announce(
        new TaskTypeEntry(
            new TaskType("scene"),
            "Writes.",
            Json.parse("{\"type\":\"object\"}"),
            null,
            TaskPolicy.STANDARD,
            false,
            "set millrace.llm.providers"));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> api.get("/api/task-types/scene").statusCode() == 200);

    JsonNode problem = problem(api.post("/api/tasks/scene", "{}"), 503, "type-unavailable");

    assertThat(problem.path("detail").asString()).endsWith("now: set millrace.llm.providers");
    assertThat(RunningApi.json(api.get("/api/task-types/scene")).path("missing").asString())
        .isEqualTo("set millrace.llm.providers");
  }

  @Test
  void brokenJsonIsLocated() {
    JsonNode problem =
        problem(api.post("/api/tasks/sleep", "{\n \"millis\": x}"), 400, "malformed-json");

    assertThat(problem.get("line").asInt()).isEqualTo(2);
    problem(api.post("/api/tasks/sleep", "{\"millis\":1,\"millis\":2}"), 400, "malformed-json");
    problem(api.post("/api/tasks/sleep", "{\"millis\":1} 2"), 400, "malformed-json");
  }

  @Test
  void badQueryIsNamed() {
    JsonNode problem =
        problem(api.post("/api/tasks/sleep?prio=low", "{\"millis\":1}"), 400, "bad-query");

    assertThat(problem.get("parameter").asString()).isEqualTo("prio");
    assertThat(problem.get("known").toString()).contains("priority");
    problem(api.get("/api/tasks?limit=201"), 400, "bad-query");
    problem(api.get("/api/tasks?status=done"), 400, "bad-query");
    problem(api.get("/api/tasks?cursor=abc"), 400, "bad-query");
  }

  @Test
  void bodyThatIsTooLargeIsRefused() {
    String large = "{\"millis\":1,\"note\":\"" + "x".repeat(11_000_000) + "\"}";
    problem(api.post("/api/tasks/sleep", large), 413, "too-large");
    problem(
        api.send(
            HttpRequest.newBuilder(api.uri("/api/tasks/sleep"))
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofInputStream(() ->
                        new java.io.ByteArrayInputStream(
                            large.getBytes(java.nio.charset.StandardCharsets.UTF_8))))),
        413,
        "too-large");
    problem(
        api.post("/api/tasks/sleep", "{\"millis\":1,\"note\":\"" + "x".repeat(9_000_000) + "\"}"),
        413,
        "too-large");
  }

  /// Bodies of a few megabytes that were gigabytes in memory.
  @Test
  void bodyThatIsSmallAndATreeThatIsNotAreRefusedInOrder() {
    String items = "[{}" + ",{}".repeat(2_000_000) + "]";
    problem(api.post("/api/tasks/sleep/batch", "{\"items\":" + items + "}"), 422, INVALID);
    problem(
        api.post(
            "/api/tasks/sleep/batch",
            "{\"items\":[{\"millis\":0}" + ",{\"millis\":0}".repeat(400_000) + "]}"),
        413,
        "too-large");
    problem(api.post("/api/tasks", items), 413, "too-large");
    problem(api.post("/api/tasks", "application/x-ndjson", "{}\n".repeat(1_001)), 413, "too-large");
    problem(api.post("/api/tasks/sleep", unknown(1_000_000)), 413, "too-large");
    problem(
        api.post("/api/tasks/sleep", "{\"millis\":1,\"steps\":[0" + ",0".repeat(200_000) + "]}"),
        413,
        "too-large");
  }

  @Test
  void largeBodiesOfOneUserAtOnceLeaveTheOthersAlone() throws Exception {
    String body = unknown(900_000);
    String token = TestIssuer.user("mallory");
    List<Future<HttpResponse<String>>> answers = new ArrayList<>();
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 12; i++) {
        answers.add(
            clients.submit(() ->
                api.send(
                    token,
                    HttpRequest.newBuilder(api.uri("/api/tasks/sleep"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)))));
      }
      api.submit("/api/tasks/sleep", "{\"millis\":1}");
    }
    for (var answer : answers) {
      assertThat(answer.get().statusCode()).as(answer.get().body()).isIn(413, 422, 429);
      assertThat(
              answer.get().statusCode() != 429
                  || answer.get().headers().firstValue("Retry-After").isPresent())
          .isTrue();
    }
  }

  @Test
  void manyWrongMembersAreNamedUpToALimit() {
    JsonNode one = problem(api.post("/api/tasks/sleep", unknown(40_000)), 422, INVALID);
    assertThat(one.get("errors")).hasSize(50);

    JsonNode batch =
        problem(
            api.post("/api/tasks/sleep/batch", "{\"items\":[" + unknown(200) + ",1,2,3]}"),
            422,
            INVALID);
    assertThat(batch.get("errors").size()).isBetween(50, 150);
  }

  @Test
  void answerToABulkIsNotManyTimesItsRequest() {
    String item = "{\"type\":\"sleep\",\"parameters\":" + unknown(60) + "}\n";

    HttpResponse<String> answer =
        api.post("/api/tasks", "application/x-ndjson", item.repeat(1_000));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body().length()).isLessThan(2_000_000);
    assertThat(RunningApi.json(answer)).hasSize(1_000);
  }

  private static String unknown(int members) {
    var body = new StringBuilder("{\"m\":0");
    for (int i = 0; i < members; i++) {
      body.append(",\"").append(i).append("\":0");
    }
    return body.append('}').toString();
  }

  @Test
  void otherWaysOfAskingAreProblemsToo() {
    problem(api.post("/api/tasks/sleep", "text/plain", "x"), 415, "unsupported-media-type");
    problem(
        api.send(
            HttpRequest.newBuilder(api.uri("/api/tasks/sleep"))
                .PUT(HttpRequest.BodyPublishers.ofString("{}"))),
        405,
        "method-not-allowed");
    problem(
        api.send(HttpRequest.newBuilder(api.uri("/api/tasks")).header("Accept", "image/png").GET()),
        406,
        "not-acceptable");
    problem(api.get("/nowhere"), 404, "not-found");
    problem(api.get("/api/tasks/" + UUID.randomUUID()), 404, "unknown-task");
    problem(api.get("/api/tasks/1-1-1-1-1"), 404, "unknown-task");
  }

  @Test
  void packedBodyIsRefusedAndAPlainOneMaySayThatItIsPlain() {
    var packed =
        api.send(
            HttpRequest.newBuilder(api.uri("/api/tasks/sleep"))
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {31, -117, 8, 0})));
    problem(packed, 415, "unsupported-media-type");
    assertThat(packed.headers().firstValue("Accept-Encoding")).contains("identity");
    assertThat(RunningApi.json(packed).get("detail").asString()).contains("Content-Encoding");
    var plain =
        api.send(
            HttpRequest.newBuilder(api.uri("/api/tasks/sleep"))
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "Identity")
                .POST(HttpRequest.BodyPublishers.ofString("{\"millis\":0}")));
    assertThat(plain.statusCode()).as(plain.body()).isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/x-ndjson", "application/ndjson", "application/jsonl"})
  void linesHaveSeveralNames(String mediaType) {
    var answer =
        api.post("/api/tasks", mediaType, "{\"type\":\"sleep\",\"parameters\":{\"millis\":0}}\n");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(RunningApi.json(answer).at("/0/status").asString()).isEqualTo("pending");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%2Fb", "..", "a%5Cb", "a;b", "100%25", "a%0Ab"})
  void projectThatNoUrlCanHoldIsRefused(String project) {
    problem(api.post("/api/tasks/sleep?projectId=" + project, "{\"millis\":0}"), 400, "bad-query");
  }

  /// Of every call with a body: a member that is not known, one of the wrong type, one given twice,
  /// and a value too deep. Each is pointed at.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/tasks/sleep         | {'millis':1,'x':1}                                   | 422 | /x",
        "/api/tasks/sleep         | {'millis':'1'}                                       | 422 | /millis",
        "/api/tasks/sleep         | {'millis':1,'millis':1}                              | 400 | /millis",
        "/api/tasks/sleep         | {'millis':-2.7e299}                                  | 422 | /millis",
        "/api/tasks/sleep/batch   | {'items':[{'millis':1}],'x':1}                       | 400 | /x",
        "/api/tasks/sleep/batch   | {'items':[{'millis':1},{'millis':1,'x':1}]}          | 422 | /items/1/x",
        "/api/tasks/sleep/batch   | {'items':[{'millis':1}],'onFailure':3}               | 400 | /onFailure",
        "/api/tasks/sleep/batch   | {'items':[],'items':[{'millis':1}]}                  | 400 | /items",
        "/api/tasks               | [{'type':'sleep','type':'sleep'}]                    | 400 | /0/type",
        "/api/tasks/{id}/pause    | {'reason':1}                                         | 400 | /reason",
        "/api/tasks/{id}/pause    | {'why':'x'}                                          | 400 | /why",
        "/api/tasks/{id}/pause    | {'reason':'a','reason':'b'}                          | 400 | /reason",
        "/api/tasks/bulk-control  | {'action':'pause','filter':{'type':'a'},'reason':'r'} | 400 | /action",
        "/api/tasks/bulk-control  | {'action':'retry','filter':{},'reason':'r'}          | 400 | /filter",
        "/api/tasks/bulk-control  | {'action':'retry','filter':{'x':1},'reason':'r'}     | 400 | /filter/x",
        "/api/tasks/bulk-control  | {'action':'retry','filter':{'type':7},'reason':'r'}  | 400 | /filter/type",
        "/api/tasks/bulk-control  | {'action':'retry','filter':{'type':'a'}}             | 400 | /reason",
        "/api/task-types/sleep/pause  | {'why':'x'}                                      | 400 | /why",
        "/api/dead-letters/redrive    | {'filter':{'x':1}}                               | 400 | /filter/x",
        "/api/dead-letters/redrive    | {'filter':{'type':7}}                            | 400 | /filter/type",
        "/api/dead-letters/redrive    | {'filter':{'type':'a'},'ratePerSecond':1.5}      | 400 | /ratePerSecond",
        "/api/dead-letters/redrive    | {'ids':['x'],'ids':['y']}                        | 400 | /ids",
        "/api/dead-letters/discard    | {'ids':['x'],'reason':'r'}                       | 400 | /ids/0",
        "/api/dead-letters/discard    | {'filter':{'type':'a'},'reason':true}            | 400 | /reason",
      })
  void strictJsonPointsAtThePlace(String path, String body, int status, String pointer) {
    String id = api.submit("/api/tasks/sleep", "{\"millis\":1}");

    HttpResponse<String> answer = operator(path.replace("{id}", id), body.replace('\'', '"'));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(RunningApi.json(answer).at("/errors/0/pointer").asString()).isEqualTo(pointer);
    HttpResponse<String> deep =
        operator(path.replace("{id}", id), "[".repeat(200) + "]".repeat(200));
    assertThat(deep.statusCode()).as(deep.body()).isEqualTo(400);
    problem(deep, 400, "malformed-json");
  }

  /// At every door, in the same words, whatever stands behind it.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/tasks/sleep             | {'millis':1,'note':'\\u0000'}                      | /note",
        "/api/tasks/sleep             | {'millis':1,'no\\u0000te':1}                       | /no\uFFFDte",
        "/api/tasks/sleep             | {'millis':1,'note':['\\ud83d']}                    | /note/0",
        "/api/tasks/sleep/batch       | {'items':[{'millis':1},{'note':'\\u0000'}]}         | /items/1/note",
        "/api/tasks/{id}/pause        | {'reason':'a\\u0000b'}                             | /reason",
        "/api/tasks/bulk-control      | {'action':'retry','filter':{'projectId':'\\u0000'},'reason':'r'} | /filter/projectId",
        "/api/task-types/sleep/pause  | {'reason':'a\\u0000b'}                             | /reason",
        "/api/dead-letters/redrive    | {'filter':{'reason':'\\u0000'}}                    | /filter/reason",
        "/api/dead-letters/discard    | {'filter':{'type':'a'},'reason':'\\u0000'}         | /reason",
      })
  void textThatNoStoreKeepsIsRefusedAtEveryDoor(String path, String body, String pointer) {
    String id = api.submit("/api/tasks/sleep", "{\"millis\":1}");

    JsonNode problem =
        problem(
            operator(path.replace("{id}", id), body.replace('\'', '"')), 422, "unstorable-text");

    assertThat(problem.at("/errors/0/pointer").asString()).endsWith(pointer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/tasks?projectId=a%00b",
        "/api/tasks?projectId=a%C0%80b",
        "/api/tasks?userId=%ED%A0%80",
        "/api/tasks?cursor=%FF",
        "/api/dead-letters?reason=a%00b"
      })
  void aQueryValueThatNoStoreKeepsIsRefusedInTheSameWords(String path) {
    HttpResponse<String> answer =
        api.send(TestIssuer.operator("root"), HttpRequest.newBuilder(api.uri(path)).GET());

    assertThat(problem(answer, 422, "unstorable-text").get("parameter").asString()).isNotBlank();
    problem(api.post("/api/tasks/sleep?projectId=a%00b", "{\"millis\":1}"), 422, "unstorable-text");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/tasks?createdFrom={time},      createdFrom",
    "/api/tasks?createdTo={time},        createdTo",
    "/api/dead-letters?from={time},      from",
    "/api/dead-letters?to={time},        to"
  })
  void timesBeyondTheYears1970To9999AreRefusedByName(String path, String parameter) {
    for (String time :
        List.of(
            "%2B999999999-12-31T23:59:59Z",
            "-999999999-01-01T00:00:00Z",
            "1969-12-31T23:59:59Z",
            "%2B10000-01-01T00:00:00Z",
            "9999-12-31T23:59:59-18:00")) {
      HttpResponse<String> answer =
          api.send(
              TestIssuer.operator("root"),
              HttpRequest.newBuilder(api.uri(path.replace("{time}", time))).GET());

      assertThat(problem(answer, 400, "bad-query").get("parameter").asString())
          .isEqualTo(parameter);
    }
  }

  @Test
  void aTimeBeyondTheRangeIsRefusedWhereItStandsAndNotItsNeighbours() {
    String late = "+294277-01-01T00:00:00Z";
    JsonNode query =
        problem(
            api.post("/api/tasks/sleep?runAt=%2B294277-01-01T00:00:00Z", "{\"millis\":1}"),
            400,
            "bad-query");
    HttpResponse<String> bulk =
        api.post(
            "/api/tasks",
            "application/x-ndjson",
            "{\"type\":\"sleep\",\"parameters\":{\"millis\":1},\"runAt\":\""
                + late
                + "\"}\n"
                + "{\"type\":\"sleep\",\"parameters\":{\"millis\":1},\"timeout\":\"PT9223372036854775807S\"}\n"
                + "{\"type\":\"sleep\",\"parameters\":{\"millis\":1}}\n");
    JsonNode filter =
        problem(
            operator(
                "/api/tasks/bulk-control",
                "{\"action\":\"cancel\",\"filter\":{\"createdTo\":\""
                    + late
                    + "\"},\"reason\":\"r\"}"),
            400,
            "malformed-json");

    assertThat(query.get("parameter").asString()).isEqualTo("runAt");
    assertThat(bulk.statusCode()).as(bulk.body()).isEqualTo(202);
    assertThat(RunningApi.json(bulk).at("/0/errors/0/pointer").asString()).isEqualTo("/runAt");
    assertThat(RunningApi.json(bulk).at("/1/errors/0/pointer").asString()).isEqualTo("/timeout");
    assertThat(RunningApi.json(bulk).at("/2/id").isString()).isTrue();
    assertThat(filter.at("/errors/0/pointer").asString()).isEqualTo("/filter/createdTo");
  }

  /// Of a bulk, the item is refused and the others are not.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type':'sleep','x':1}                             | /x",
        "{'type':7}                                         | /type",
        "{'type':'sleep','maxRetries':'3'}                  | /maxRetries",
        "{'type':'sleep','parameters':{'millis':1,'x':1}}   | /parameters/x",
        "{'type':'sleep','type':'sleep'}                    | /type",
        "{'type':'sleep','parameters':{'note':'\\u0000'}}   | /parameters/note",
      })
  void strictJsonPointsAtThePlaceInALineOfABulk(String line, String pointer) {
    HttpResponse<String> answer =
        api.post(
            "/api/tasks",
            "application/x-ndjson",
            line.replace('\'', '"') + "\n{\"type\":\"sleep\",\"parameters\":{\"millis\":1}}\n");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(RunningApi.json(answer).at("/0/errors/0/pointer").asString()).isEqualTo(pointer);
    assertThat(RunningApi.json(answer).at("/1/id").isString()).isTrue();
  }

  @Test
  void anItemOfAnArrayWithATextThatNoStoreKeepsIsRefusedAlone() {
    HttpResponse<String> answer =
        api.post(
            "/api/tasks",
            "[{\"type\":\"sleep\",\"parameters\":{\"note\":\"\\u0000\"}},"
                + "{\"type\":\"sleep\",\"parameters\":{\"millis\":1}}]");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(RunningApi.json(answer).at("/0/errors/0/pointer").asString())
        .isEqualTo("/parameters/note");
    assertThat(RunningApi.json(answer).at("/1/id").isString()).isTrue();
  }

  /// What Tomcat refuses by itself comes as a problem, too, and with the headers that keep browsers
  /// safe.
  @ParameterizedTest
  @CsvSource({
    "TRACE, /api/tasks,            405",
    "GET,   /api/%zz,              400",
    "GET,   /api/tasks/%2e%2e%2fx, 400",
    "GET,   /api/tasks/a%00b,      400",
    "GET,   /api//tasks,           400",
    "GET,   '/api/tasks;a=b',      400",
    "GET,   /api/tasks?{huge},     400",
    "BREW,  /api/tasks,            400"
  })
  void whatTheServerRefusesByItselfIsAProblemToo(String method, String target, int status)
      throws IOException {
    var answer =
        new RawHttp(api.port())
            .send(
                new RawHttp.Request(
                    method, target.replace("{huge}", "x".repeat(20_000)), List.of(), new byte[0]));

    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).contains("application/problem+json");
    assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.header("Content-Security-Policy")).isPresent();
    assertThat(RunningApi.JSON.readTree(answer.body()).get("status").asInt()).isEqualTo(status);
    assertThat(answer.body()).doesNotContain("Tomcat", "Exception", "<html");
  }

  private static HttpResponse<String> operator(String path, String body) {
    return api.send(
        TestIssuer.operator("root"),
        HttpRequest.newBuilder(api.uri(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static JsonNode problem(HttpResponse<String> answer, int status, String type) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(value -> assertThat(value).startsWith("application/problem+json"));
    JsonNode problem = RunningApi.json(answer);
    assertThat(problem.get("type").asString()).isEqualTo("https://millrace.dev/problems/" + type);
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("title").asString()).isNotBlank();
    assertThat(problem.get("detail").asString()).isNotBlank();
    assertThat(problem.get("instance").asString()).startsWith("/");
    assertThat(answer.body()).doesNotContain("Exception");
    return problem;
  }
}
