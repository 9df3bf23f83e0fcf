package dev.millrace.jobs.intake;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.access.AccessConfiguration;
import dev.millrace.contractcheck.ApiDriver;
import dev.millrace.contractcheck.Party;
import dev.millrace.contractcheck.RawHttp;
import dev.millrace.contractcheck.document.OpenApiDocument;
import dev.millrace.contractcheck.document.Operation;
import dev.millrace.executor.testkit.database.JobDatabase;
import dev.millrace.http.HttpConfiguration;
import dev.millrace.http.input.PageCursor;
import dev.millrace.jobs.ExecutorDocument;
import dev.millrace.jobs.analysis.AnalysisConfiguration;
import dev.millrace.jobs.graph.GraphConfiguration;
import dev.millrace.jobs.recalc.RecalcConfiguration;
import dev.millrace.openapi.ApiDescription;
import dev.millrace.openapi.OpenApiConfiguration;
import dev.millrace.starter.MillraceAutoConfiguration;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.testinfra.TestDatabase;
import dev.millrace.testinfra.TestIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The executor's HTTP side against the OpenAPI document that it serves itself. `-Dseed=N` repeats
/// a drive.
@MillraceInfra
@Timeout(240)
class EveryMonsterCallIT {

  private static final int ROUNDS = 6;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String MARKER = "only-alice-knows-this";
  private static final String ALICE =
      TestIssuer.token("alice", "tasks:read", "tasks:write", "monsters:write");
  private static final String READER = TestIssuer.token("bob", "tasks:read");
  private static final String ROOT = TestIssuer.operator("root");
  private static final List<String> PROJECTS = List.of("harbour", "harbour", "quay");
  private static final Map<String, List<String>> KNOWN =
      Map.of(
          "getMonster id",
          List.of("1", "2"),
          "deleteMonster id",
          List.of("299", "300"),
          "id",
          PROJECTS,
          "userId",
          List.of("alice", "alice", "bob"),
          "listNodes cursor",
          cursors("nodes harbour", 1),
          "listEdges cursor",
          cursors("edges harbour", 1));

  private static final String NODES = "/api/projects/harbour/graph/nodes";

  /// The HTTP side without the engine.
  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration(
      exclude = {
        MillraceAutoConfiguration.class,
        AnalysisConfiguration.class,
        GraphConfiguration.class
      })
  @Import({AccessConfiguration.class, HttpConfiguration.class, OpenApiConfiguration.class})
  static class Described {

    @Bean
    ApiDescription apiDescription() {
      return ExecutorDocument.description();
    }
  }

  @Test
  void whateverIsSentNothingBreaks(Infra infra) throws IOException {
    long seed = Long.getLong("seed", System.nanoTime());
    TestDatabase address = infra.newDatabase("jobs");
    try (var database =
            new JobDatabase(
                address.dataSource(), RecalcConfiguration.TABLES, GraphConfiguration.TABLES);
        var application =
            new SpringApplicationBuilder(Described.class)
                .properties(new HashMap<>(TestIssuer.settings()))
                .run(
                    "--spring.config.name=task-executor",
                    "--server.port=0",
                    "--spring.kafka.bootstrap-servers=" + infra.bootstrapServers(),
                    "--spring.datasource.url=" + address.jdbcUrl(),
                    "--spring.datasource.username=" + address.username(),
                    "--spring.datasource.password=" + address.password(),
                    "--millrace.jobs.samples=true")) {
      var http =
          new RawHttp(
              application.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
      var document =
          new OpenApiDocument(
              JSON.readTree(
                  http.send(new RawHttp.Request("GET", "/v3/api-docs", List.of(), new byte[0]))
                      .body()));
      storeGraphs(database);
      var driver = new ApiDriver(http, document, seed);

      driver.drive(
          List.of(
              party("alice", ALICE, MARKER),
              party("reader", READER, "\"bob\""),
              new Party("root", ROOT, KNOWN, List.of(), true),
              new Party("nobody", null, KNOWN, List.of(), false)),
          ROUNDS,
          _ -> {});

      assertThat(driver.complaints())
          .withFailMessage(() ->
              "seed %d, %d requests:\n%s"
                  .formatted(seed, driver.sent(), String.join("\n", driver.complaints())))
          .isEmpty();
      assertThat(
              database
                  .sql()
                  .sql("select count(*) from millrace_recalc.monster")
                  .query(Long.class)
                  .single())
          .as("seed %d, monsters that were there before but two, and some that were put", seed)
          .isGreaterThan(298);
      for (Operation operation : document.operations()) {
        assertThat(knownQuery(http, operation)).as("%s", operation).isEqualTo(described(operation));
      }
      assertThat(statuses(http, NODES, ALICE, READER, ROOT)).containsExactly(200, 404, 404);
      assertThat(statuses(http, NODES + "?userId=alice", ALICE, READER, ROOT))
          .containsExactly(200, 404, 200);
      assertThat(
              cursors("nodes harbour", 0).stream()
                  .flatMap(at -> statuses(http, NODES + "?cursor=" + at, ALICE).stream()))
          .as("a cursor outlives one activation")
          .containsExactly(200, 200, 410);
    }
  }

  /// Of the three versions, the newest first.
  private static List<String> cursors(String list, int at) {
    return Stream.of(3, 2, 1).map(version -> PageCursor.write(list, version, at)).toList();
  }

  /// Alice's project has its third graph, of which the second one's pages can still be read. Bob's
  /// has none.
  private static void storeGraphs(JobDatabase database) {
    database
        .sql()
        .sql(
            """
            with projects as (
              insert into millrace_graph.project (user_id, name, last_version, active_version)
              values ('alice', 'harbour', 3, 3), ('bob', 'quay', 1, null) returning *),
            builds as (
              insert into millrace_graph.graph_build (project, version, task_id, state, engine, language,
                characters, chunks, nodes, edges, ended_at)
              select id, version, gen_random_uuid(), state, 'embedded', 'en', 44, 1, 3, 2, now()
              from projects
              join (values (1, 'removed'), (2, 'replaced'), (3, 'active')) b (version, state)
                on user_id = 'alice'),
            unfinished as (
              insert into millrace_graph.graph_build (project, version, task_id, state, engine, language,
                characters, chunks)
              select id, 1, gen_random_uuid(), 'building', 'embedded', 'en', 44, 1
              from projects where user_id = 'bob'),
            nodes as (
              insert into millrace_graph.graph_node (project, version, id, key, name, kind, mentions)
              select p.id, version, n, n, :marker || n, 'organization', 4 - n
              from projects p, generate_series(2, 3) version, generate_series(1, 3) n
              where user_id = 'alice')
            insert into millrace_graph.graph_edge (project, version, id, source, relation, target, weight, quote,
              page, paragraph)
            select p.id, version, n, n, 'owns', n + 1, 3 - n,
              case n when 1 then :marker end, case n when 1 then 1 end, case n when 1 then 2 end
            from projects p, generate_series(2, 3) version, generate_series(1, 2) n
            where user_id = 'alice'
            """)
        .param("marker", MARKER)
        .update();
  }

  /// The query parameters that the service names when it refuses an unknown one.
  private static Set<String> knownQuery(RawHttp http, Operation operation) throws IOException {
    String path = operation.path().replace("{id}", operation.id().endsWith("Monster") ? "1" : "x");
    var headers =
        List.of(
            new RawHttp.Header("Authorization", "Bearer " + ROOT),
            new RawHttp.Header("Content-Type", "application/x-ndjson"));
    var answer =
        http.send(
            new RawHttp.Request(operation.method(), path + "?no-such=1", headers, new byte[0]));
    assertThat(answer.status()).as("%s %s", operation, answer.body()).isEqualTo(400);
    return JSON.readTree(answer.body())
        .path("known")
        .valueStream()
        .map(JsonNode::asString)
        .collect(toSet());
  }

  private static Set<String> described(Operation operation) {
    return operation.parametersIn("query").stream()
        .map(parameter -> parameter.path("name").asString())
        .collect(toSet());
  }

  private static List<Integer> statuses(RawHttp http, String target, String... tokens) {
    return Arrays.stream(tokens)
        .map(token -> {
          var bearer = new RawHttp.Header("Authorization", "Bearer " + token);
          try {
            return http.send(new RawHttp.Request("GET", target, List.of(bearer), new byte[0]))
                .status();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        })
        .toList();
  }

  private static Party party(String name, String token, String secret) {
    return new Party(name, token, KNOWN, List.of(secret), false);
  }
}
