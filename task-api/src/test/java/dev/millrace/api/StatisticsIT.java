package dev.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/// How many tasks there are.
@MillraceInfra
@Timeout(120)
class StatisticsIT {

  private static RunningApi api;

  @BeforeAll
  static void start(Infra infra) {
    api = RunningApi.start(infra);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void foldedAndFreshTasksAreCountedOnceEach() {
    for (int i = 0; i < 5; i++) {
      String id = api.submit("/api/tasks/sleep", "{\"millis\":0}");
      if (i == 1 || i == 3) { // the newest is unfolded, and so are some before a folded one
        api.fold(id, "running", 1);
      }
    }
    api.projectionDatabase()
        .sql(
            """
            insert into task_count values ('anonymous', 'sleep', 'running', 2),
              ('anonymous', 'sleep', 'completed', 40), ('anonymous', 'recalc', 'completed', 2),
              ('anonymous', 'recalc', 'failed', 0), ('bob', 'sleep', 'completed', 7)
            """)
        .update();

    var answer = api.get("/api/tasks/stats");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode stats = RunningApi.json(answer);
    assertThat(stats.get("total").asInt()).isEqualTo(47);
    assertThat(stats.get("byStatus").toString())
        .isEqualTo(
            "{\"scheduled\":0,\"pending\":3,\"running\":2,\"retry\":0,\"paused\":0,"
                + "\"cancelling\":0,\"compensating\":0,\"completed\":42,\"failed\":0,"
                + "\"cancelled\":0,\"timeout\":0}");
    assertThat(stats.get("byType").toString())
        .isEqualTo(
            "{\"recalc\":{\"completed\":2},"
                + "\"sleep\":{\"completed\":40,\"pending\":3,\"running\":2}}");
    assertThat(api.get("/api/tasks/stats?x=1").statusCode()).isEqualTo(400);
  }
}
