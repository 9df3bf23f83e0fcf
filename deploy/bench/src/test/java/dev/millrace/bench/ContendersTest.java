package dev.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.bench.node.NodePeers;
import org.junit.jupiter.api.Test;

class ContendersTest {

  @Test
  void queuesOfNodeAreContendersWhenTheyAreAskedFor() {
    assertThat(Contenders.names(Arguments.parse()))
        .contains("millrace", "db-scheduler")
        .doesNotContainAnyElementsOf(NodePeers.names());
    assertThat(Contenders.names(Arguments.parse("--node")))
        .containsAll(Contenders.names(Arguments.parse()))
        .endsWith("graphile-worker", "pg-boss", "bullmq");
  }
}
