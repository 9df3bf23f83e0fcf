package dev.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.testinfra.TestIssuer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Every call, by everybody who may or may not make it.
@MillraceInfra
@Timeout(120)
class SecurityIT {

  private static final String AUDIENCES = "spring.security.oauth2.resourceserver.jwt.audiences";

  private static final Map<String, String> TOKENS =
      Map.ofEntries(
          Map.entry("owner", TestIssuer.user("alice")),
          Map.entry("other", TestIssuer.user("bob")),
          Map.entry("reader", TestIssuer.token("alice", "tasks:read")),
          Map.entry("writer", TestIssuer.token("alice", "tasks:write")),
          Map.entry("scopeless", TestIssuer.token("alice")),
          Map.entry("operator", TestIssuer.operator("root")),
          Map.entry("expired", TestIssuer.expired("alice")),
          Map.entry("endless", TestIssuer.endless("alice")),
          Map.entry("id token", TestIssuer.typed("alice", "id+jwt")),
          Map.entry("logout token", TestIssuer.typed("alice", "logout+jwt")),
          Map.entry("forged", TestIssuer.forged("alice")),
          Map.entry("foreign", TestIssuer.foreign("alice")),
          Map.entry("nameless", TestIssuer.user(" ")));

  private static RunningApi api;

  @BeforeAll
  static void start(Infra infra) {
    api = RunningApi.start(infra);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  /// `{id}` is a task of alice's that runs.
  @ParameterizedTest
  @CsvSource({
    "GET,    /api/tasks/{id},              none 401, scopeless 403, writer 403, reader 200, other 404, owner 200, operator 200",
    "GET,    /api/tasks/{id}/events,       none 401, scopeless 403, writer 403, reader 200, other 404, owner 200, operator 200",
    "DELETE, /api/tasks/{id},              none 401, scopeless 403, reader 403, writer 202, other 404, owner 202, operator 202",
    "POST,   /api/tasks/{id}/pause,        none 401, scopeless 403, reader 403, writer 202, other 404, owner 202, operator 202",
    "POST,   /api/tasks/{id}/resume,       none 401, scopeless 403, reader 403, writer 409, other 404, owner 409, operator 409",
    "POST,   /api/tasks/{id}/retry,        none 401, scopeless 403, reader 403, writer 409, other 404, owner 409, operator 409",
    "POST,   /api/tasks/sleep,             none 401, scopeless 403, reader 403, writer 202, other 202, owner 202, operator 202",
    "GET,    /api/tasks,                   none 401, scopeless 403, writer 403, reader 200, other 200, owner 200, operator 200",
    "GET,    /api/tasks/stats,             none 401, scopeless 403, writer 403, reader 200, other 200, owner 200, operator 200",
    "GET,    /api/task-types,              none 401, scopeless 403, writer 403, reader 200, other 200, owner 200, operator 200",
    "POST,   /api/task-types/sleep/pause,  none 401, scopeless 403, reader 403, writer 403, other 403, owner 403, operator 404",
    "POST,   /api/dead-letters/redrive,    none 401, scopeless 403, reader 403, writer 403, other 403, owner 403, operator 404",
    "GET,    /api/dead-letters,            none 401, scopeless 403, reader 403, writer 403, other 403, owner 403, operator 404",
    "GET,    /api/executors,               none 401, scopeless 403, reader 403, writer 403, other 403, owner 403, operator 404",
    "GET,    /actuator/metrics,            none 401, scopeless 403, reader 403, writer 403, other 403, owner 403, operator 200",
    "GET,    /nowhere,                     none 401, scopeless 404, reader 404, writer 404, other 404, owner 404, operator 404"
  })
  void callIsAnsweredByWhoMakesIt(
      String method,
      String path,
      String first,
      String second,
      String third,
      String fourth,
      String fifth,
      String sixth,
      String seventh) {
    String id = runningTaskOfAlice();
    for (String expected : new String[] {first, second, third, fourth, fifth, sixth, seventh}) {
      String who = expected.split(" ", 2)[0];
      int status = Integer.parseInt(expected.split(" ", 2)[1]);

      HttpResponse<String> answer = call(who, method, path.replace("{id}", id));

      // Which of the operators' calls there are is not this test's matter.
      boolean operatorsCall = who.equals("operator") && status == 404;
      assertThat(answer.statusCode())
          .as("%s by %s: %s", path, who, answer.body())
          .satisfies(seen -> {
            if (operatorsCall) {
              assertThat(seen).isNotIn(401, 403);
            } else {
              assertThat(seen).isEqualTo(status);
            }
          });
      if (status == 401 || status == 403) {
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
            .hasValueSatisfying(value -> assertThat(value).startsWith("Bearer"));
        JsonNode problem = problem(answer, status);
        assertThat(problem.get("type").asString())
            .endsWith(status == 401 ? "/unauthenticated" : "/missing-scope");
        assertThat(answer.body()).doesNotContain("Exception");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"expired", "endless", "id token", "logout token", "forged", "foreign", "nameless"})
  void tokenThatIsNotGoodIsNone(String which) {
    HttpResponse<String> answer = call(which, "GET", "/api/tasks");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate"))
        .hasValueSatisfying(value -> assertThat(value).contains("invalid_token"));
    problem(answer, 401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"JWT", "at+jwt", "application/at+jwt"})
  void accessTokenMaySayWhatItIs(String type) {
    assertThat(get(api, TestIssuer.typed("alice", type)).statusCode()).isEqualTo(200);
  }

  @Test
  void serviceWithAnAudienceTakesNoTokenThatIsForAnotherOne() {
    try (RunningApi strict = api.another(Map.of(AUDIENCES, "millrace"))) {
      assertThat(get(strict, TestIssuer.forAudience("alice", "millrace")).statusCode())
          .isEqualTo(200);
      assertThat(get(strict, TestIssuer.forAudience("alice", "shop")).statusCode()).isEqualTo(401);
      assertThat(get(strict, TestIssuer.user("alice")).statusCode()).isEqualTo(401);
    }
  }

  private static HttpResponse<String> get(RunningApi service, String token) {
    return service.send(token, HttpRequest.newBuilder(service.uri("/api/tasks")).GET());
  }

  @Test
  void usersSeeTheirOwnAndOperatorsEverything() {
    submit("alice");
    String alices = runningTaskOfAlice();
    String bobs = submit("bob");
    BiFunction<String, String, Boolean> lists =
        (who, query) ->
            call(who, "GET", "/api/tasks?limit=100" + query).body().contains("\"" + alices + "\"");

    assertThat(lists.apply("owner", "")).isTrue();
    assertThat(lists.apply("other", "")).isFalse();
    assertThat(lists.apply("other", "&userId=alice")).isFalse();
    assertThat(lists.apply("operator", "")).isTrue();
    assertThat(lists.apply("operator", "&userId=alice")).isTrue();
    assertThat(lists.apply("operator", "&userId=bob")).isFalse();
    // Accepted and not folded: everybody's newest are found without an index over all users.
    assertThat(call("operator", "GET", "/api/tasks?limit=1").body()).contains(bobs);
    int bobsCount = pending("other");
    assertThat(bobsCount).isPositive();
    assertThat(pending("operator")).isGreaterThan(bobsCount);
  }

  @Test
  void whoActsForAUserIsThatUserInEveryRespect() {
    String service =
        TestIssuer.token("shop", "tasks:read", "tasks:write", "tasks:on-behalf", "tasks:admin");
    var answer =
        api.send(
            service, request("POST", "/api/tasks/sleep").header("On-Behalf-Of", "%C3%A9mile+1"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    String id = RunningApi.json(answer).get("id").asString();

    assertThat(
            api.send(TestIssuer.user("émile+1"), request("GET", "/api/tasks/" + id)).statusCode())
        .isEqualTo(200);
    // Not the operator that the token is by itself.
    assertThat(forUser(service, "bob", "/api/tasks/" + id).statusCode()).isEqualTo(404);
    assertThat(forUser(service, "bob", "/api/dead-letters").statusCode()).isEqualTo(403);
    assertThat(api.send(service, request("GET", "/api/dead-letters")).statusCode()).isEqualTo(200);
  }

  @Test
  void onlyATokenForItActsForAUser() {
    var answer =
        forUser(TestIssuer.token("shop", "tasks:read", "tasks:admin"), "alice", "/api/tasks");

    assertThat(problem(answer, 403).get("detail").asString()).contains("tasks:on-behalf");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%", "%ff", "%00", "a b", "%20"})
  void nobodyIsCalledSo(String header) {
    String service = TestIssuer.token("shop", "tasks:read", "tasks:on-behalf");

    assertThat(problem(forUser(service, header, "/api/tasks"), 400).get("detail").asString())
        .contains("On-Behalf-Of");
  }

  private static HttpResponse<String> forUser(String token, String user, String path) {
    return api.send(token, request("GET", path).header("On-Behalf-Of", user));
  }

  @Test
  void healthIsOpenAndItsDetailsAreForOperators() {
    assertThat(call("none", "GET", "/actuator/health/liveness").statusCode()).isEqualTo(200);
    assertThat(call("none", "GET", "/actuator/health").body()).doesNotContain("components");
    assertThat(call("owner", "GET", "/actuator/health").body()).doesNotContain("components");
    assertThat(call("operator", "GET", "/actuator/health").body()).contains("components");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v3/api-docs",
        "/docs/",
        "/asyncapi.yaml",
        "/.well-known/oauth-protected-resource"
      })
  void whatTheServiceSaysOfItselfIsOpen(String path) {
    assertThat(call("none", "GET", path).statusCode()).isEqualTo(200);
    if (!path.startsWith("/.well-known/")) {
      assertThat(call("none", "HEAD", path).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void metadataNameTheIssuerAndTheScopes() {
    JsonNode metadata =
        RunningApi.json(call("none", "GET", "/.well-known/oauth-protected-resource"));

    assertThat(metadata.path("authorization_servers").toString())
        .isEqualTo("[\"https://issuer.test\"]");
    assertThat(metadata.path("scopes_supported").valueStream().map(JsonNode::asString))
        .containsExactly(
            "tasks:read", "tasks:write", "monsters:write", "tasks:on-behalf", "tasks:admin");
    assertThat(metadata.path("tls_client_certificate_bound_access_tokens").asBoolean(true))
        .isFalse();
  }

  @Test
  void answersCarryTheHeadersThatKeepBrowsersSafe() {
    var headers = call("owner", "GET", "/api/tasks").headers();

    assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(headers.firstValue("X-Frame-Options")).contains("DENY");
    assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
    assertThat(headers.firstValue("Content-Security-Policy"))
        .contains("default-src 'self'; frame-ancestors 'none'");
    assertThat(headers.firstValue("Set-Cookie")).isEmpty();
  }

  private static String runningTaskOfAlice() {
    String id = submit("alice");
    api.fold(id, "running", 1);
    return id;
  }

  private static String submit(String user) {
    var answer = api.send(TestIssuer.user(user), request("POST", "/api/tasks/sleep"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return RunningApi.json(answer).get("id").asString();
  }

  private static int pending(String who) {
    return RunningApi.json(call(who, "GET", "/api/tasks/stats")).at("/byStatus/pending").asInt(0);
  }

  private static HttpResponse<String> call(String who, String method, String path) {
    return api.send(TOKENS.get(who), request(method, path));
  }

  private static HttpRequest.Builder request(String method, String path) {
    boolean submits = path.equals("/api/tasks/sleep");
    return HttpRequest.newBuilder(api.uri(path))
        .header("Content-Type", "application/json")
        .method(method, HttpRequest.BodyPublishers.ofString(submits ? "{\"millis\":0}" : ""));
  }

  private static JsonNode problem(HttpResponse<String> answer, int status) {
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(value -> assertThat(value).startsWith("application/problem+json"));
    JsonNode problem = RunningApi.json(answer);
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("title").asString()).isNotBlank();
    return problem;
  }
}
