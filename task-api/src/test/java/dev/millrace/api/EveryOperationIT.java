package dev.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contractcheck.ApiDriver;
import dev.millrace.contractcheck.Exchange;
import dev.millrace.contractcheck.Party;
import dev.millrace.contractcheck.RawHttp;
import dev.millrace.contractcheck.document.OpenApiDocument;
import dev.millrace.contractcheck.document.Operation;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.testinfra.TestIssuer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/// The service against the OpenAPI document that it serves itself. `-Dseed=N` repeats a drive.
@MillraceInfra
@Timeout(300)
class EveryOperationIT {

  private static final int ROUNDS = 3;
  private static final String MARKER = "only-alice-knows-this";

  /// Of a type that takes a file.
  private static final String READS =
      """
      {"type":"object","additionalProperties":false,"required":["upload"],
       "properties":{"upload":{"type":"string","format":"upload"},"kind":{"type":"string"}}}
      """;

  private static RunningApi api;
  private static OpenApiDocument document;

  @BeforeAll
  static void start(Infra infra) {
    api = RunningApi.start(infra);
    api.announceBatches();
    api.announceAndAwait("bulk-control", "{\"type\":\"object\"}");
    api.announceAndAwait("reads", READS);
    document =
        new OpenApiDocument(
            RunningApi.json(api.send(null, HttpRequest.newBuilder(api.uri("/v3/api-docs")).GET())));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void whateverIsSentNothingBreaksNothingLeaksAndNothingIsLost() {
    long seed = Long.getLong("seed", System.nanoTime());
    Driven alice = new Driven("driven-alice", api);
    Driven bob = new Driven("driven-bob", api);
    List<String> alices =
        List.of(alice.submit("pending"), alice.submit("running"), alice.submit("completed"));
    Party first = new Party("alice", alice.token, alice.known(alices), List.of(MARKER), false);
    Party second = new Party("bob", bob.token, bob.known(alices), List.of("\"driven-bob\""), false);
    Party operator =
        new Party("root", TestIssuer.operator("root"), bob.known(alices), List.of(), true);
    Party nobody = new Party("nobody", null, bob.known(alices), List.of(), false);
    var driver = new ApiDriver(new RawHttp(api.port()), document, seed);
    Set<String> done = new TreeSet<>();

    driver.drive(
        List.of(first, second, operator, nobody),
        ROUNDS,
        exchange -> {
          done.add(exchange.operation().id() + " " + exchange.answer().status());
          alice.hear(exchange, first);
          bob.hear(exchange, second);
        });

    assertThat(driver.complaints())
        .as("seed %d, %d requests", seed, driver.sent())
        .withFailMessage(() ->
            "seed %d, %d requests:\n%s"
                .formatted(seed, driver.sent(), String.join("\n", driver.complaints())))
        .isEmpty();
    assertThat(alice.accepted).as("seed %d", seed).hasSizeGreaterThan(10);
    assertThat(done)
        .as("seed %d, good values that were good enough", seed)
        .contains("submitFile 202", "submitBulkControl 202", "getTaskResult 200");
    assertThat(
            List.of(
                mayCancelOfAlice(alice.token),
                mayCancelOfAlice(bob.token),
                mayCancelOfAlice(operator.token())))
        .as("seed %d, tasks that a filter admits", seed)
        .containsExactly(2, 0, 2);
    alice.assertNothingIsLost(seed);
    bob.assertNothingIsLost(seed);
  }

  @Test
  void documentNamesTheQueryParametersThatThereAre() {
    for (Operation operation : document.operations()) {
      HttpResponse<String> answer = call(operation, TestIssuer.operator("root"), "?no-such=1");

      assertThat(answer.statusCode()).as("%s %s", operation, answer.body()).isEqualTo(400);
      JsonNode problem = RunningApi.json(answer);
      assertThat(problem.path("type").asString()).as("%s", operation).endsWith("/bad-query");
      Set<String> known = new TreeSet<>();
      problem.path("known").forEach(name -> known.add(name.asString()));
      Set<String> described = new TreeSet<>();
      operation
          .parametersIn("query")
          .forEach(parameter -> described.add(parameter.path("name").asString()));
      assertThat(described).as("%s", operation).isEqualTo(known);
    }
  }

  @Test
  void tokensAreGoodForWhatTheDocumentSays() {
    for (Operation operation : document.operations()) {
      assertThat(operation.scopes()).as("%s", operation).isNotEmpty();
      for (String scope : List.of("tasks:read", "tasks:write", "tasks:admin")) {
        int status = call(operation, TestIssuer.token("carol", scope), "?no-such=1").statusCode();

        assertThat(status == 403)
            .as("%s with %s is answered %d", operation, scope, status)
            .isNotEqualTo(operation.scopes().contains(scope));
      }
      assertThat(call(operation, null, "").statusCode()).as("%s", operation).isEqualTo(401);
    }
  }

  @Test
  void pageIsOpenAndTakesNothingFromElsewhere() {
    HttpResponse<String> page = open("/docs/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(
            policy -> assertThat(policy).startsWith("default-src 'self'").doesNotContain("unsafe"));
    assertThat(page.body()).contains("Authorize").doesNotContain("<style", "style=", "://");
    List<String> parts =
        Pattern.compile("(?:src|href)=\"([^\"]+)\"")
            .matcher(page.body())
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(parts).contains("swagger-ui-bundle.js", "page.js", "swagger-ui.css");
    for (String part : parts) {
      HttpResponse<String> answer = open("/docs/" + part);
      assertThat(answer.statusCode()).as(part).isEqualTo(200);
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }
    assertThat(open("/asyncapi.yaml").body()).startsWith("asyncapi: 3.0.0");
    assertThat(open("/docs/secret.txt").statusCode()).isEqualTo(404);
    assertThat(open("/docs").headers().firstValue("Location")).contains("/docs/");
  }

  /// What a bulk control of this token would cancel among the tasks with the marker.
  private static int mayCancelOfAlice(@Nullable String token) {
    String body =
        "{\"action\":\"cancel\",\"filter\":{\"projectId\":\"" + MARKER + "\"},\"reason\":\"r\"}";
    HttpResponse<String> answer =
        api.send(
            token,
            HttpRequest.newBuilder(api.uri("/api/tasks/bulk-control/estimate"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return RunningApi.json(answer).path("matched").asInt();
  }

  private static HttpResponse<String> open(String path) {
    return api.send(null, HttpRequest.newBuilder(api.uri(path)).GET());
  }

  private static HttpResponse<String> call(
      Operation operation, @Nullable String token, String query) {
    String path =
        operation.method().equals("POST")
            ? operation.path().replace("{task}", "sleep")
            : operation.path().replace("{task}", UUID.randomUUID().toString());
    path = path.replace("{type}/file", "reads/file");
    path = path.replace("{type}", "sleep").replaceAll("\\{[^}]*}", UUID.randomUUID().toString());
    var request = HttpRequest.newBuilder(api.uri(path + query));
    String type = operation.body().path("content").propertyNames().stream().findFirst().orElse("");
    if (!type.isEmpty()) {
      request.header("Content-Type", type.equals("*/*") ? "application/json" : type);
    }
    return api.send(token, request.method(operation.method(), BodyPublishers.noBody()));
  }

  /// A user of the drive, and what they were told is accepted.
  private static final class Driven {

    private final RunningApi api;
    private final String token;
    private final Map<String, Integer> accepted = new HashMap<>();

    Driven(String user, RunningApi api) {
      this.api = api;
      this.token = TestIssuer.user(user);
    }

    /// A task with the marker in it, folded as far as this.
    String submit(String status) {
      var answer =
          api.send(
              token,
              HttpRequest.newBuilder(api.uri("/api/tasks/sleep?projectId=" + MARKER))
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString("{\"millis\":1,\"note\":\"" + MARKER + "\"}")));
      String id = RunningApi.json(answer).path("id").asString();
      // The projection's own counters are not kept by this fixture's fold.
      accepted.put(id, status.equals("pending") ? 1 : 0);
      if (!status.equals("pending")) {
        api.fold(id, status, 1);
      }
      return id;
    }

    Map<String, List<String>> known(List<String> ids) {
      return Map.of(
          "id", ids,
          "task", ids,
          "POST task", List.of("sleep"),
          "type", List.of("sleep"),
          "submitFile type", List.of("reads"),
          "Prefer", List.of("wait=0"));
    }

    void hear(Exchange exchange, Party me) {
      if (!exchange.party().equals(me)
          || exchange.answer().status() != 202
          || !exchange.operation().id().startsWith("submit")) {
        return;
      }
      JsonNode body = RunningApi.JSON.readTree(exchange.answer().body());
      if (body.isArray()) {
        body.forEach(item -> {
          if (item.has("id")) {
            accepted.put(item.path("id").asString(), 1);
          }
        });
      } else if (body.path("type").asString().equals("batch")) {
        int children = RunningApi.JSON.readTree(exchange.request().body()).path("items").size();
        accepted.put(body.path("id").asString(), 1 + children);
      } else {
        accepted.put(body.path("id").asString(), 1);
      }
    }

    /// What was accepted is there, and nothing that was refused is.
    void assertNothingIsLost(long seed) {
      for (String id : accepted.keySet()) {
        assertThat(
                api.send(token, HttpRequest.newBuilder(api.uri("/api/tasks/" + id)).GET())
                    .statusCode())
            .as("seed %d, task %s", seed, id)
            .isEqualTo(200);
      }
      JsonNode counts =
          RunningApi.json(
              api.send(token, HttpRequest.newBuilder(api.uri("/api/tasks/stats")).GET()));
      assertThat(counts.path("total").asInt())
          .as("seed %d, tasks of the user", seed)
          .isEqualTo(accepted.values().stream().mapToInt(Integer::intValue).sum());
    }
  }
}
