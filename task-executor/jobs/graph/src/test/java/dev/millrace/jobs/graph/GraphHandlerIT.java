package dev.millrace.jobs.graph;

import static dev.millrace.jobs.graph.GraphBuilds.TEXT;
import static dev.millrace.jobs.graph.GraphBuilds.json;
import static dev.millrace.jobs.graph.GraphBuilds.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.stored.Json;
import dev.millrace.executor.handler.TransientFailure;
import dev.millrace.executor.testkit.AnnouncedResult;
import dev.millrace.executor.testkit.RunResult;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a build makes of a text, whatever crashes on the way.
@MillraceInfra
@Timeout(120)
class GraphHandlerIT {

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
  void nodesAreMergedAndEdgesSayWhereTheTextHasThem() {
    GraphResult result = builds.kit().run(TEXT).result(GraphResult.class);

    assertThat(result.version()).isEqualTo(1);
    assertThat(result.nodes()).isEqualTo(3);
    assertThat(result.edges()).isEqualTo(2);
    assertThat(result.metadata().engine()).isEqualTo("language-model");
    assertThat(result.metadata().chunks()).isEqualTo(3);
    assertThat(result.metadata().usage().calls()).isEqualTo(3);
    assertThat(builds.tables.visible()).isEqualTo("Acme0,Beta1,Gamma2");
    assertThat(builds.tables.rows())
        .contains("\"quote\": \"Acme0 owns Beta1.\"", "\"weight\": 2")
        .doesNotContain("chunk {", "mention {", "claim {");
  }

  @Test
  void theGraphIsTheSameWhereverTheProcessDies() {
    RunResult ran =
        builds
            .kit()
            .in(() -> {
              builds.tables.empty();
              return builds.world();
            })
            .survivesEveryCrash(TEXT);

    assertThat(ran.commits()).as("split, three parts, nodes, edges, activate").isEqualTo(7);
  }

  @Test
  void aRetryPaysForNoPartTwice() {
    List<String> answered = new ArrayList<>();
    builds.model.reply =
        question -> {
          if (answered.size() == 2 && builds.model.asked.size() < 5) {
            throw new TransientFailure("provider-unavailable", "not now");
          }
          answered.add(question.turns().getLast().text());
          return names(question);
        };

    RunResult ran = builds.kit().run(TEXT);

    assertThat(ran.runs()).isEqualTo(3);
    assertThat(answered).hasSize(3).doesNotHaveDuplicates();
    assertThat(ran.result(GraphResult.class).metadata().usage().calls()).isEqualTo(3);
    AnnouncedResult.fits(builds.handler(), ran.result(Json.class));
  }

  @Test
  void whatTheTextDoesNotBearOutIsLeftOut() {
    builds.model.reply =
        _ ->
            """
            {"entities":[{"name":"Acme0","type":"organization"},{"name":"Moon","type":"place"},
              {"name":"Beta1","type":"cheese"}],
             "relations":[{"source":"Acme0","relation":"owns","target":"Moon","quote":""},
              {"source":"Acme0","relation":"owns","target":"Beta1","quote":"Acme0 sold Beta1."}]}\
            """;

    RunResult ran = builds.kit().run(json("Acme0 owns Beta1."));

    assertThat(ran.result(GraphResult.class).metadata().refuted()).isEqualTo(3);
    assertThat(builds.tables.visible()).isEqualTo("Acme0,Beta1");
    assertThat(builds.tables.rows())
        .contains("\"quote\": null", "\"kind\": \"term\", \"name\": \"Beta1\"");
  }
}
