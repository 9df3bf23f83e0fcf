package dev.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Many tasks in one call.
@MillraceInfra
@Timeout(120)
class BulkIT {

  private static RunningApi api;

  @BeforeAll
  static void start(Infra infra) {
    // One user sends more at once than a user may.
    api = RunningApi.start(infra, Map.of("millrace.api.quota.submissions-at-once", "10000"));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @ParameterizedTest
  @CsvSource({"application/json, '[', ',', ']'", "application/x-ndjson, '', LF, LF"})
  void goodItemsAreAcceptedInOneTransactionBesideBadOnes(
      String mediaType, String open, String separator, String close) {
    String project = "bulk-" + mediaType.hashCode();
    List<String> items =
        IntStream.range(0, 1000).mapToObj(i -> item(i, project)).collect(Collectors.toList());
    items.set(10, "{\"type\":\"sleep\",\"parameters\":{\"millis\":\"x\"}}");
    items.set(500, "{\"type\":\"nonsense\",\"parameters\":{}}");
    items.set(999, "{\"type\":\"sleep\",\"parameters\":{\"millis\":1},\"prio\":\"low\"}");

    var answer =
        api.post("/api/tasks", mediaType, lf(open) + String.join(lf(separator), items) + lf(close));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    JsonNode results = RunningApi.json(answer);
    assertThat(results.size()).isEqualTo(1000);
    assertThat(results.get(10).at("/errors/0/pointer").asString()).isEqualTo("/parameters/millis");
    assertThat(results.get(10).get("status").asInt()).isEqualTo(422);
    assertThat(results.get(500).get("status").asInt()).isEqualTo(404);
    assertThat(results.get(999).at("/errors/0/pointer").asString()).isEqualTo("/prio");
    assertThat(results.get(11).get("id").asString()).hasSize(36);
    assertThat(results.get(11).get("outcome").asString()).isEqualTo("accepted");
    assertThat(results.get(500).get("outcome").asString()).isEqualTo("refused");
    assertThat(
            api.database()
                .sql(
                    "select count(*) || ' in ' || count(distinct xmin::text) from request"
                        + " where project_id = ?")
                .param(project)
                .query(String.class)
                .single())
        .isEqualTo("997 in 1");
    String id = results.get(998).get("id").asString();
    assertThat(RunningApi.json(api.get("/api/tasks/" + id)).at("/parameters/millis").asInt())
        .isEqualTo(998);
  }

  @Test
  void oneTooManyIsRefusedAsAWhole() {
    String items =
        IntStream.range(0, 1001)
            .mapToObj(i -> item(i, "too-many"))
            .collect(Collectors.joining(",", "[", "]"));

    assertThat(api.post("/api/tasks", items).statusCode()).isEqualTo(413);
    assertThat(
            api.database()
                .sql("select count(*) from request where project_id = 'too-many'")
                .query(Integer.class)
                .single())
        .isZero();
  }

  private static String item(int i, String project) {
    return "{\"type\":\"sleep\",\"parameters\":{\"millis\":"
        + i
        + "},\"projectId\":\""
        + project
        + "\",\"priority\":\"low\"}";
  }

  private static String lf(String text) {
    return text.replace("LF", "\n");
  }
}
