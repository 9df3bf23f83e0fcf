package dev.millrace.bench.node;

import dev.millrace.bench.contender.ChildProgram;
import java.util.List;
import java.util.Optional;

/// A queue in a Node process of its own, with as large a heap as a child JVM.
record NodeChild(String label, List<String> tables, NodeTools tools) implements ChildProgram {

  private static final String HEAP = "--max-old-space-size=1024";

  NodeChild {
    tables = List.copyOf(tables);
  }

  @Override
  public List<String> command() {
    return List.of(
        tools.program("node"), HEAP, tools.scripts().resolve("worker.mjs").toString(), label);
  }

  @Override
  public Optional<String> obstacle() {
    return tools.obstacle();
  }
}
