package dev.millrace.jobs.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.access.AccessConfiguration;
import dev.millrace.executor.testkit.database.JobDatabase;
import dev.millrace.http.HttpConfiguration;
import dev.millrace.jobs.analysis.AnalysisConfiguration;
import dev.millrace.jobs.graph.GraphConfiguration;
import dev.millrace.jobs.recalc.RecalcConfiguration;
import dev.millrace.starter.MillraceAutoConfiguration;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.testinfra.TestDatabase;
import dev.millrace.testinfra.TestIssuer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@MillraceInfra
class MonstersOverHttpIT {

  private static final String STATS =
      "'baseOffense':130,'baseSurvive':50,'baseControl':60,'baseTempo':70,'basePp':80";

  private static final int LIMIT = 2 * 1024 * 1024;

  private static final int TAGS = 250;
  private static final int ROWS = 4_000;

  private static final String TOKEN =
      "Bearer " + TestIssuer.token("alice", "tasks:read", "monsters:write");

  private static JobDatabase database;
  private static ConfigurableApplicationContext application;
  private static URI base;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /// The executor's HTTP side without its engine.
  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration(
      exclude = {
        MillraceAutoConfiguration.class,
        AnalysisConfiguration.class,
        GraphConfiguration.class
      })
  @Import({AccessConfiguration.class, HttpConfiguration.class})
  static class WithoutEngine {}

  @BeforeAll
  static void start(Infra infra) {
    TestDatabase address = infra.newDatabase("jobs");
    database =
        new JobDatabase(
            address.dataSource(), RecalcConfiguration.TABLES, GraphConfiguration.TABLES);
    application =
        new SpringApplicationBuilder(WithoutEngine.class)
            .properties(new HashMap<>(TestIssuer.settings()))
            .run(
                "--spring.config.name=task-executor",
                "--server.port=0",
                "--spring.kafka.bootstrap-servers=" + infra.bootstrapServers(),
                "--spring.datasource.url=" + address.jdbcUrl(),
                "--spring.datasource.username=" + address.username(),
                "--spring.datasource.password=" + address.password(),
                "--spring.jpa.properties.hibernate.generate_statistics=true",
                "--millrace.jobs.monsters.body=" + LIMIT + "B",
                "--millrace.jobs.monsters.rows=" + ROWS,
                "--millrace.jobs.monsters.tags=" + TAGS,
                "--millrace.jobs.samples=true");
    base =
        URI.create(
            "http://127.0.0.1:" + application.getEnvironment().getProperty("local.server.port"));
  }

  @AfterAll
  static void stop() {
    application.close();
    database.close();
  }

  @BeforeEach
  void empty() {
    database.sql().sql("delete from millrace_recalc.monster").update();
    database.sql().sql("delete from millrace_recalc.monster_tag").update();
    database.sql().sql("delete from millrace_recalc.tag").update();
  }

  @Test
  void theSampleSetIsLoadedIntoAnEmptyTableAndIsGood() throws Exception {
    IntakeReport report;
    try (InputStream in = MonstersOverHttpIT.class.getResourceAsStream("/sample-monsters.ndjson")) {
      report = application.getBean(Intake.class).take(in);
    }

    assertThat(report).isEqualTo(new IntakeReport(300, 300, 0, 0, 0, List.of()));
    application.getBean(SampleMonsters.class).afterPropertiesSet();
    assertThat(count("select max(version) from millrace_recalc.monster")).isEqualTo(1);
  }

  @Test
  void goodLinesGoInAndBadOnesAreReportedByNumber() throws Exception {
    JsonNode report =
        put(
            """
            {'name':'a','element':'fire',STATS,'skills':[{'name':'s','kind':'attack'}],'tags':['x']}
            {'name':'b'

            {'name':'c','element':'fire',STATS}
            {'name':'d','element':'fire'}
            {'name':'a','element':'water',STATS,'tags':['y']}
            """);

    assertThat(report.path("received").asInt()).isEqualTo(5);
    assertThat(report.path("created").asInt()).isEqualTo(2);
    assertThat(report.path("updated").asInt()).isEqualTo(1);
    assertThat(report.path("failed").asInt()).isEqualTo(2);
    assertThat(report.path("errors").get(0).path("line").asInt()).isEqualTo(2);
    assertThat(report.path("errors").get(1))
        .hasToString(
            "{\"line\":5,\"message\":\"/baseOffense is a number from 0 to 10000 with at most 3"
                + " decimals; got nothing\"}");
  }

  @Test
  void skillsAreReplacedTagsAreAddedAndTheVersionRisesOnlyWithAChange() throws Exception {
    String first =
        "{'name':'a','element':'fire',STATS,'skills':[{'name':'s','kind':'attack'}],'tags':['x']}";
    put(first);
    assertThat(put(first).path("unchanged").asInt()).isEqualTo(1);
    assertThat(one("a").path("version").asInt()).isEqualTo(1);

    put("{'name':'a','element':'fire',STATS,'skills':[{'name':'t','kind':'attack'}],'tags':['y']}");

    JsonNode monster = one("a");
    assertThat(monster.path("version").asInt()).isEqualTo(2);
    assertThat(monster.path("skills")).hasSize(1);
    assertThat(monster.path("skills").get(0).path("name").asString()).isEqualTo("t");
    assertThat(monster.path("tags"))
        .hasToString(
            "[{\"name\":\"x\",\"source\":\"given\"},{\"name\":\"y\",\"source\":\"given\"}]");
    assertThat(monster.path("score").isNull()).isTrue();
    assertThat(monster.path("dimensions").isNull()).isTrue();
  }

  @Test
  void aLongStreamIsTakenWithoutBeingHeld() throws Exception {
    int lines = 3000;
    var streams = IntStream.range(0, lines).mapToObj(i -> stream(monster("m" + i))).toList();
    HttpResponse<String> response =
        HTTP.send(
            HttpRequest.newBuilder(base.resolve("/api/monsters"))
                .header("Authorization", TOKEN)
                .header("Content-Type", "application/x-ndjson")
                .PUT(
                    BodyPublishers.ofInputStream(
                        () -> new SequenceInputStream(Collections.enumeration(streams))))
                .build(),
            BodyHandlers.ofString());

    assertThat(json(response).path("created").asInt()).isEqualTo(lines);
    assertThat(count("select count(*) from millrace_recalc.monster")).isEqualTo(lines);
  }

  @Test
  void aStreamBeyondTheLimitIsRefusedAnnouncedOrNot() throws Exception {
    String line = monster("m");
    byte[] large = ndjson(line + " ".repeat(LIMIT)).getBytes(StandardCharsets.UTF_8);

    for (var body :
        List.of(
            BodyPublishers.ofByteArray(large),
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))) {
      HttpResponse<String> refused =
          HTTP.send(
              HttpRequest.newBuilder(base.resolve("/api/monsters"))
                  .header("Authorization", TOKEN)
                  .header("Content-Type", "application/x-ndjson")
                  .PUT(body)
                  .build(),
              BodyHandlers.ofString());

      assertProblem(refused, 413, "too-large");
      assertThat(json(refused).path("limit").asInt()).isEqualTo(LIMIT);
    }
    assertThat(count("select count(*) from millrace_recalc.monster")).isZero();
  }

  @Test
  void pagesFollowEachOtherByCursorAndCanBeFilteredByTag() throws Exception {
    put(IntStream.range(0, 25).mapToObj(i -> monster("m" + i)).collect(Collectors.joining()));
    put(
        """
        {'name':'m3','element':'fire',STATS,'tags':['x']}
        {'name':'m7','element':'fire',STATS,'tags':['x']}
        """);

    JsonNode first = get("/api/monsters?limit=20");
    JsonNode second = get("/api/monsters?limit=20&cursor=" + first.path("next").asString());

    assertThat(first.path("items")).hasSize(20);
    assertThat(second.path("items")).hasSize(5);
    assertThat(second.path("next").isNull()).isTrue();
    assertThat(get("/api/monsters?tag=x").path("items"))
        .extracting(item -> item.path("name").asString())
        .containsExactly("m3", "m7");
    assertThat(get("/api/monsters?tag=none").path("items")).isEmpty();
  }

  @Test
  void aPageTakesFourStatementsHoweverLongItIs() throws Exception {
    put(IntStream.range(0, 150).mapToObj(i -> monster("m" + i)).collect(Collectors.joining()));
    var statistics =
        application
            .getBean(jakarta.persistence.EntityManagerFactory.class)
            .unwrap(org.hibernate.SessionFactory.class)
            .getStatistics();
    statistics.clear();

    assertThat(get("/api/monsters?limit=150").path("items")).hasSize(150);

    assertThat(statistics.getPrepareStatementCount()).isEqualTo(4);
  }

  @Test
  void aPageEndsByBytesAndTheNextOneGoesOn() throws Exception {
    String skill = "{'name':'s','kind':'attack','description':'" + "x".repeat(3_900) + "'}";
    String skills = String.join(",", Collections.nCopies(10, skill));
    for (int part = 0; part < 2; part++) {
      int from = 20 * part;
      put(
          IntStream.range(from, from + 20)
              .mapToObj(
                  i -> "{'name':'m%d','element':'fire',STATS,'skills':[%s]}\n".formatted(i, skills))
              .collect(Collectors.joining()));
    }
    List<String> names = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    String cursor = "";

    while (cursor != null) {
      JsonNode page = get("/api/monsters?limit=200" + cursor);
      page.path("items").forEach(item -> names.add(item.path("name").asString()));
      sizes.add(page.path("items").size());
      JsonNode next = page.path("next");
      cursor = next.isNull() ? null : "&cursor=" + next.asString();
    }

    assertThat(names).hasSize(40).doesNotHaveDuplicates();
    assertThat(sizes).hasSizeGreaterThan(2).allSatisfy(size -> assertThat(size).isLessThan(16));
  }

  @Test
  void onlyAScopeOfItsOwnMayPutAndDelete() throws Exception {
    put(monster("m"));
    String path = "/api/monsters/" + one("m").path("id").asLong();
    String writer = "Bearer " + TestIssuer.user("bob");
    String operator = "Bearer " + TestIssuer.operator("root");

    assertProblem(sendAs(writer, "PUT", "/api/monsters", monster("m")), 403, "missing-scope");
    assertProblem(sendAs(writer, "DELETE", path, ""), 403, "missing-scope");
    assertThat(sendAs(writer, "GET", path, "").statusCode()).isEqualTo(200);
    assertThat(sendAs(operator, "PUT", "/api/monsters", monster("m")).statusCode()).isEqualTo(200);
    assertThat(sendAs(operator, "DELETE", path, "").statusCode()).isEqualTo(204);
    assertProblem(sendAs(operator, "DELETE", path, ""), 404, "unknown-monster");
  }

  @Test
  void aMonsterGoesWithItsSkillsAndTheTagsThatNoOtherHasButThoseOfTheRules() throws Exception {
    put(
        "{'name':'a','element':'fire',STATS,'skills':[{'name':'s','kind':'attack'}],"
            + "'tags':['only','both','burn']}");
    put("{'name':'b','element':'fire',STATS,'tags':['both']}");

    var deleted =
        send("DELETE", "/api/monsters/" + one("a").path("id").asLong(), "application/json", "");

    assertThat(deleted.statusCode()).isEqualTo(204);
    assertThat(count("select count(*) from millrace_recalc.skill")).isZero();
    assertThat(count("select count(*) from millrace_recalc.monster_tag")).isOne();
    assertThat(
            database
                .sql()
                .sql("select name from millrace_recalc.tag order by name")
                .query(String.class)
                .list())
        .containsExactly("both", "burn");
    put("{'name':'b','element':'fire',STATS,'tags':['only']}");
    assertThat(one("b").path("tags")).hasSize(2);
  }

  @Test
  void moreMonstersAndTagsThanThereMayBeAreRefusedAndWholeBatchesBeforeAreKept() throws Exception {
    String lines =
        IntStream.range(0, ROWS + 10)
            .mapToObj(i -> "{'name':'m%d','element':'fire',STATS}\n".formatted(i))
            .collect(Collectors.joining());
    assertProblem(
        send("PUT", "/api/monsters", "application/x-ndjson", ndjson(lines)),
        422,
        "too-many-monsters");
    assertThat(count("select count(*) from millrace_recalc.monster")).isEqualTo(ROWS);

    for (int part = 0; part < 2; part++) {
      put("{'name':'m%d','element':'fire',STATS,'tags':[%s]}".formatted(part, tags(100 * part)));
    }
    assertProblem(
        send(
            "PUT",
            "/api/monsters",
            "application/x-ndjson",
            ndjson("{'name':'m3','element':'fire',STATS,'tags':[%s]}".formatted(tags(200)))),
        422,
        "too-many-tags");
    assertThat(count("select count(*) from millrace_recalc.tag")).isEqualTo(200);
    put("{'name':'m0','element':'fire',STATS,'tags':[%s]}".formatted(tags(100)));
    assertProblem(
        send(
            "PUT",
            "/api/monsters",
            "application/x-ndjson",
            ndjson("{'name':'m0','element':'fire',STATS,'tags':['one more']}")),
        422,
        "too-many-tags");
  }

  private static String tags(int from) {
    return IntStream.range(from, from + 100)
        .mapToObj(i -> "'t" + i + "'")
        .collect(Collectors.joining(","));
  }

  @Test
  void refusalsAreProblemsWithAStableType() throws Exception {
    assertProblem(
        send("GET", "/api/monsters/999999", "application/json", ""), 404, "unknown-monster");
    assertProblem(send("GET", "/api/monsters/abc", "application/json", ""), 400, "bad-request");
    assertProblem(send("GET", "/api/monsters?limit=0", "application/json", ""), 400, "bad-query");
    assertProblem(send("GET", "/api/monsters?cursor=zz", "application/json", ""), 400, "bad-query");
    assertProblem(
        send("PUT", "/api/monsters", "application/x-www-form-urlencoded", "a=b"),
        415,
        "unsupported-media-type");
    assertProblem(
        send("DELETE", "/api/monsters", "application/json", ""), 405, "method-not-allowed");
    assertProblem(send("GET", "/nothing", "application/json", ""), 404, "not-found");
  }

  private static void assertProblem(HttpResponse<String> response, int status, String type) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(json(response).path("type").asString())
        .isEqualTo("https://millrace.dev/problems/" + type);
  }

  private static String monster(String name) {
    return ("{'name':'%s','element':'fire',STATS,'skills':[{'name':'s','kind':'attack'},"
            + "{'name':'t','kind':'status','description':'灼烧'}],'tags':['a','b']}\n")
        .formatted(name);
  }

  private static InputStream stream(String line) {
    return new ByteArrayInputStream(ndjson(line).getBytes(StandardCharsets.UTF_8));
  }

  private static String ndjson(String text) {
    return text.replace("STATS", STATS).replace('\'', '"');
  }

  private JsonNode put(String lines) throws IOException, InterruptedException {
    HttpResponse<String> response =
        send("PUT", "/api/monsters", "application/x-ndjson", ndjson(lines));
    assertThat(response.statusCode()).isEqualTo(200);
    return json(response);
  }

  private JsonNode one(String name) throws IOException, InterruptedException {
    return get(
        "/api/monsters/"
            + count("select id from millrace_recalc.monster where name = '" + name + "'"));
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpResponse<String> response = send("GET", path, "application/json", "");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return json(response);
  }

  private static HttpResponse<String> send(String method, String path, String type, String body)
      throws IOException, InterruptedException {
    return send(TOKEN, method, path, type, body);
  }

  private static HttpResponse<String> sendAs(String token, String method, String path, String line)
      throws IOException, InterruptedException {
    return send(token, method, path, "application/x-ndjson", ndjson(line));
  }

  private static HttpResponse<String> send(
      String token, String method, String path, String type, String body)
      throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(base.resolve(path))
            .header("Authorization", token)
            .header("Content-Type", type)
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> response) {
    return new JsonMapper().readTree(response.body());
  }

  private static long count(String sql) {
    return database.sql().sql(sql).query(Long.class).single();
  }
}
