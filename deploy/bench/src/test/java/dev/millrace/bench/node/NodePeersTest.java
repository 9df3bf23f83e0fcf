package dev.millrace.bench.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.bench.contender.Contender;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodePeersTest {

  private static final Path SCRIPTS = Path.of("node").toAbsolutePath();

  @Test
  void withoutNodeEachPeerHasAnObstacle() throws InterruptedException {
    var tools = NodeTools.install(new SearchPath(List.of()), Path.of("unused.log"));
    assertThat(bullMq(tools).obstacle()).contains("node is not on the PATH");
    assertThat(new NodeChild("pg-boss", List.of(), tools).obstacle())
        .contains("node is not on the PATH");
  }

  @Test
  void withoutRedisBullMqAloneHasAnObstacle() {
    var tools = new NodeTools(new SearchPath(List.of()), SCRIPTS, Optional.empty());
    assertThat(bullMq(tools).obstacle()).contains("redis-server is not on the PATH");
    assertThat(new NodeChild("pg-boss", List.of(), tools).obstacle()).isEmpty();
  }

  @Test
  void everyNameHasAScriptAndAVersion() {
    var tools = new NodeTools(new SearchPath(List.of()), SCRIPTS, Optional.empty());
    assertThat(NodePeers.names())
        .allSatisfy(name -> {
          assertThat(SCRIPTS.resolve(name + ".mjs")).exists();
          assertThat(tools.versionOfLibrary(name)).matches("\\d+\\.\\d+\\.\\d+");
        });
  }

  private static Contender bullMq(NodeTools tools) {
    return new BullMqContender(Path.of("unused"), tools);
  }
}
