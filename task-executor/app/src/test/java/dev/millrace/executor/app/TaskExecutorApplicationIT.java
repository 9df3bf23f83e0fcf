package dev.millrace.executor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.task.TaskId;
import dev.millrace.jobs.greet.Greet;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.testinfra.TestIssuer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

@MillraceInfra
@Timeout(180)
class TaskExecutorApplicationIT {

  private static final String ENGLISH =
      "Northwind Ltd acquired Blue Crane Logistics. Northwind Ltd uses Kafka.";
  private static final String CHINESE = "北京星河科技有限公司收购南海数据集团，并与北方大学合作。";

  private static RunningExecutor executor;

  @BeforeAll
  static void start(Infra infra) {
    executor = RunningExecutor.startWith(infra, new Class<?>[] {Greet.handler()});
  }

  @AfterAll
  static void stop() {
    executor.close();
  }

  @Test
  void aRequestedRecalculationOfTheSampleSetIsDone() throws Exception {
    completed("recalc", "{\"weights\":{\"offense\":1},\"scope\":\"all\"}");

    JsonNode monster = get("/api/monsters?limit=1&tag=burn").path("items").path(0);
    assertThat(monster.path("score").isNumber()).isTrue();
    assertThat(monster.path("explain").path("parts")).hasSize(5);
    assertThat(monster.path("dimensions").path("offense").isInt()).isTrue();
    assertThat(get("/actuator/health").path("status").asString()).isEqualTo("UP");
  }

  @Test
  void aTypeIsRegisteredByBeingABean() throws Exception {
    executor.sql().sql("create table greeting (task_id uuid, name text)").update();

    TaskId task = completed("greet", "{\"name\":\"Ada\",\"times\":3}");

    assertThat(
            executor
                .sql()
                .sql("select count(*) from greeting where task_id = ? and name = 'Ada'")
                .param(task.value())
                .query(Integer.class)
                .single())
        .isEqualTo(3);
  }

  @Test
  void aProjectsGraphIsReadPageByPageAndNeverAMixture() throws Exception {
    TaskId task = graph("pages", ENGLISH);

    JsonNode project = get("/api/projects/pages");
    assertThat(project.path("status").asString()).isEqualTo("ready");
    assertThat(project.path("version").asInt()).isEqualTo(1);
    assertThat(project.path("lastBuild").path("taskId").asString()).isEqualTo(task.toString());
    JsonNode graph = get("/api/projects/pages/graph?limit=2");
    assertThat(graph.path("engine").asString()).isEqualTo("embedded");
    assertThat(graph.path("nodeCount").asInt()).isEqualTo(3);
    assertThat(graph.path("nodes").path("items").path(0).path("name").asString())
        .isEqualTo("Northwind Ltd");
    assertThat(graph.path("edges").path("items").path(0).path("quote").asString())
        .contains("Northwind Ltd");
    String next = graph.path("nodes").path("next").asString();

    graph("pages", CHINESE);
    JsonNode old = get("/api/projects/pages/graph/nodes?cursor=" + next);
    assertThat(old.path("items")).hasSize(1);
    assertThat(old.path("next").isNull()).isTrue();
    assertThat(get("/api/projects/pages/graph/edges").toString())
        .contains("北京星河科技有限公司")
        .doesNotContain("Northwind");

    graph("pages", ENGLISH);
    assertThat(get("/api/projects/pages/graph/nodes?cursor=" + next).path("type").asString())
        .endsWith("/graph-replaced");
    JsonNode tasks = get("/api/projects/pages/tasks");
    assertThat(tasks.path("items")).hasSize(3);
    assertThat(tasks.path("items").path(0).path("active").asBoolean()).isTrue();
    assertThat(tasks.path("items").path(2).path("status").asString()).isEqualTo("completed");
  }

  @Test
  void somebodyElsesProjectIsNotThere() throws Exception {
    graph("secret", ENGLISH);

    for (String path : List.of("", "/tasks", "/graph", "/graph/nodes", "/graph/edges")) {
      JsonNode problem = get("/api/projects/secret" + path, TestIssuer.user("mallory"));
      assertThat(problem.path("status").asInt()).as(path).isEqualTo(404);
      assertThat(problem.path("type").asString()).endsWith("/unknown-project");
    }
    assertThat(get("/api/projects?userId=alice", TestIssuer.user("mallory")).path("items"))
        .isEmpty();
    assertThat(get("/api/projects?userId=alice", TestIssuer.operator("root")).path("items"))
        .isNotEmpty();
    assertThat(get("/api/projects/secret?userId=alice", TestIssuer.operator("root")).path("id"))
        .hasToString("\"secret\"");
  }

  @Test
  void whatCannotBeReadSaysWhatWouldBeRight() throws Exception {
    assertThat(get("/api/projects?limit=0").path("detail").asString()).contains("1 to 1000");
    assertThat(get("/api/projects?cursor=x").path("type").asString()).endsWith("/bad-query");
    assertThat(get("/api/projects?limit=many").path("detail").asString()).contains("got 'many'");
    assertThat(get("/api/projects?userId=%00").path("detail").asString())
        .contains("'userId'", "U+0000");
    assertThat(get("/api/monsters?tag=%00").path("detail").asString()).contains("'tag'", "U+0000");
    assertThat(get("/api/projects/none").path("type").asString()).endsWith("/unknown-project");
  }

  private static TaskId graph(String project, String text) throws Exception {
    return completed("graph", "{\"projectId\":\"%s\",\"text\":\"%s\"}".formatted(project, text));
  }

  private static TaskId completed(String type, String parameters) throws Exception {
    TaskId task = executor.request(type, parameters, null);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(executor.state(task)).isEqualTo("completed"));
    return task;
  }

  private static JsonNode get(String path) throws Exception {
    return get(path, TestIssuer.user("alice"));
  }

  private static JsonNode get(String path, String token) throws Exception {
    return executor.get(path, token);
  }
}
