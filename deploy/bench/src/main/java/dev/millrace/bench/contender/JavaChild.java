package dev.millrace.bench.contender;

import dev.millrace.bench.child.ChildMain;
import dev.millrace.bench.child.ChildSystem;
import java.nio.file.Path;
import java.util.List;

/// A system in a JVM of its own, with the class path of this one.
public record JavaChild(ChildSystem system) implements ChildProgram {

  private static final String HEAP = "-Xmx1g";

  @Override
  public String label() {
    return system.label();
  }

  @Override
  public List<String> tables() {
    return system.tables();
  }

  @Override
  public List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        HEAP,
        "--sun-misc-unsafe-memory-access=allow",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        System.getProperty("java.class.path"),
        ChildMain.class.getName(),
        system.name());
  }
}
