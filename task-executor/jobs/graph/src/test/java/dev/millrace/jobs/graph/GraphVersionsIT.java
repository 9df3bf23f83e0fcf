package dev.millrace.jobs.graph;

import static dev.millrace.jobs.graph.GraphBuilds.LAST;
import static dev.millrace.jobs.graph.GraphBuilds.OTHER;
import static dev.millrace.jobs.graph.GraphBuilds.TEXT;
import static dev.millrace.jobs.graph.GraphBuilds.names;
import static dev.millrace.jobs.graph.GraphBuilds.parameters;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.events.TaskCancelled;
import dev.millrace.events.TaskFailed;
import dev.millrace.executor.attempt.decision.AttemptStopped;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.testkit.RecordingTaskContext;
import dev.millrace.executor.testkit.RunResult;
import dev.millrace.executor.testkit.TestWorld;
import dev.millrace.jobs.llm.Question;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Readers see one whole graph or the other, however a build ends.
@MillraceInfra
@Timeout(120)
class GraphVersionsIT {

  private static GraphBuilds builds;

  @BeforeAll
  static void open(Infra infra) {
    builds = new GraphBuilds(infra);
  }

  @AfterAll
  static void close() {
    builds.close();
  }

  @BeforeEach
  void empty() {
    builds.empty();
  }

  @Test
  void aBuildThatFailsLeavesTheOldGraphWhereverTheProcessDies() {
    builds.model.reply = this::namesOrNothingOfTheLast;

    RunResult ran = builds.kit().in(this::withAnOldGraph).survivesEveryCrash(TEXT);

    assertThat(((TaskFailed) ran.end()).error().code()).isEqualTo("no-good");
    assertThat(ran.commits()).as("three steps, the turn, three compensations").isEqualTo(7);
    assertThat(builds.tables.visible()).isEqualTo("Delta4,Delta5");
    assertThat(builds.tables.rows())
        .contains("active 1 of 2", "build 2 failed 0 0 true")
        .doesNotContain("chunk {", "mention {", "claim {", "\"version\": 2");
  }

  @Test
  void aBuildThatIsCancelledLeavesTheOldGraphAfterWhicheverStep() {
    for (int commits = 1; commits <= 7; commits++) {
      RunResult ran = builds.kit().in(this::withAnOldGraph).cancelledAfter(commits, TEXT);

      assertThat(ran.end()).as("after %d", commits).isInstanceOf(TaskCancelled.class);
      assertThat(builds.tables.visible()).as("after %d", commits).isEqualTo("Delta4,Delta5");
      assertThat(builds.tables.rows())
          .as("after %d", commits)
          .contains("active 1 of 2")
          .doesNotContain("chunk {", "mention {", "claim {", "\"version\": 2");
    }
  }

  @Test
  void readersSeeTheOldGraphUntilTheNewOneIsActive() throws Exception {
    withAnOldGraph();
    List<String> seen = new ArrayList<>();
    RecordingTaskContext context =
        builds.context().beforeCommit(_ -> seen.add(builds.tables.visible()));

    builds.handler().run(parameters(TEXT), context);

    assertThat(seen).hasSize(7).containsOnly("Delta4,Delta5");
    assertThat(builds.tables.visible()).isEqualTo("Acme0,Beta1,Gamma2");
    assertThat(builds.tables.rows()).contains("build 1 replaced", "Delta4");
  }

  @Test
  void theVersionBeforeLastGoesWithTheNextActivation() {
    builds.kit().run(OTHER);
    builds.kit().run(TEXT);
    builds.kit().run(TEXT);

    assertThat(builds.tables.rows())
        .contains("build 1 removed", "build 2 replaced", "build 3 active")
        .doesNotContain("Delta4");
  }

  @Test
  void ofTwoBuildsAtOnceTheOneThatBeganLaterStands() {
    RecordingTaskContext earlier =
        builds
            .context()
            .beforeCommit(number -> {
              if (number == 5) {
                builds.kit().run(OTHER);
              }
            });

    assertThatThrownBy(() -> builds.handler().run(parameters(TEXT), earlier))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("version 2 of this project's graph began later");
    assertThat(builds.tables.visible()).isEqualTo("Delta4,Delta5");
  }

  @Test
  void aBuildThatBeganEarlierAndEndsFirstIsReplaced() throws Exception {
    RecordingTaskContext later = builds.context();
    RecordingTaskContext earlier = builds.context().stoppingAfter(1);
    assertThatThrownBy(() -> builds.handler().run(parameters(OTHER), earlier))
        .isInstanceOf(AttemptStopped.class);
    later.beforeCommit(number -> {
      if (number == 3) {
        finish(earlier);
        assertThat(builds.tables.visible()).isEqualTo("Delta4,Delta5");
      }
    });

    builds.handler().run(parameters(TEXT), later);

    assertThat(builds.tables.visible()).isEqualTo("Acme0,Beta1,Gamma2");
  }

  private String namesOrNothingOfTheLast(Question question) {
    String text = question.turns().getLast().text();
    if (text.contains(LAST)) {
      throw new PermanentFailure("no-good", "it cannot be read");
    }
    return names(question);
  }

  private void finish(RecordingTaskContext stopped) {
    try {
      builds.handler().run(parameters(OTHER), stopped.nextRun());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private TestWorld withAnOldGraph() {
    builds.tables.empty();
    builds.kit().run(OTHER);
    return builds.world();
  }
}
