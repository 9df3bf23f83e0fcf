package dev.millrace.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.systemtest.audit.Audit;
import dev.millrace.systemtest.chaos.Fault;
import dev.millrace.systemtest.fleet.Role;
import dev.millrace.systemtest.load.Accepted;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@OnAFleet
class BulkControlSurvivesIT {

  private static final int TASKS = 300;
  private static final String CANCEL =
      "{\"action\":\"cancel\",\"filter\":{\"projectId\":\"bulk\"},\"ratePerSecond\":30,"
          + "\"reason\":\"by the hundred\"}";

  private final Scene scene;

  BulkControlSurvivesIT(Scene scene) {
    this.scene = scene;
  }

  @Test
  void everyTaskIsCancelledOnceThoughThoseWhoAskAndThoseWhoFollowAreKilled() {
    List<Accepted> meant =
        Stream.generate(this::sleeping)
            .limit(TASKS)
            .map(id -> new Accepted(id, Set.of(TaskStatus.CANCELLED), 0))
            .toList();
    TaskId bulk = scene.client().accepted("bulk-control", CANCEL);
    TaskId later = sleeping();

    awaitAnswers(bulk, 30);
    scene.fleet().numbers(Role.API).forEach(api -> kill(Role.API, api));
    awaitAnswers(bulk, 100);
    scene.fleet().numbers(Role.EXECUTOR).forEach(executor -> kill(Role.EXECUTOR, executor));
    awaitAnswers(bulk, 170);
    scene.fleet().numbers(Role.API).forEach(api -> kill(Role.API, api));

    scene.awaitStatus(bulk, "completed");
    Scene.assertClean(Audit.judge(scene.evidence(meant)));
    JsonNode result = scene.client().task(bulk).path("result");
    Scene.say(result.toString());
    assertThat(result.path("matched").asInt()).isEqualTo(TASKS);
    assertThat(result.path("done").asInt()).isEqualTo(TASKS);
    assertThat(result.path("unanswered").asInt()).isZero();
    assertThat(scene.client().task(later).path("status").asString()).isIn("pending", "running");
    assertThat(scene.client().cancel(later)).isEqualTo(202);
    scene.awaitStatus(later, "cancelled");
  }

  private TaskId sleeping() {
    return scene.client().accepted("sleep", "{\"millis\":600000}", "projectId=bulk");
  }

  private void kill(Role role, int number) {
    scene.chaos().inflict(new Fault.Kill(role, number));
  }

  private void awaitAnswers(TaskId bulk, int count) {
    Scene.await(count + " answers")
        .until(() -> scene.client().task(bulk).path("progress").path("done").asInt() >= count);
  }
}
