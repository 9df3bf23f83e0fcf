package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Which module may know which other one. The services do not know each other.
class ModuleDependenciesTest {

  private static final String OURS = "dev.millrace.";

  private static final Map<String, Set<String>> ALLOWED =
      Map.ofEntries(
          Map.entry("access", Set.of("events", "http")),
          Map.entry("type", Set.of()),
          Map.entry("client", Set.of("type")),
          Map.entry("client spring", Set.of("client")),
          Map.entry("cli", Set.of("client", "type")),
          Map.entry("listener", Set.of("events", "kafka", "schema")),
          Map.entry("events", Set.of()),
          Map.entry("http", Set.of("events")),
          Map.entry("embedded", Set.of()),
          Map.entry("schema", Set.of()),
          Map.entry("blobs", Set.of("events", "schema")),
          Map.entry("kafka", Set.of("events")),
          Map.entry("outbox", Set.of("events")),
          Map.entry("openapi", Set.of("http")),
          Map.entry(
              "api", Set.of("access", "blobs", "events", "http", "kafka", "openapi", "outbox")),
          Map.entry("projection", Set.of("access", "events", "http", "kafka", "openapi")),
          Map.entry("handler", Set.of("events", "type")),
          Map.entry(
              "executor",
              Set.of("blobs", "events", "handler", "kafka", "outbox", "schema", "type")),
          Map.entry("starter", Set.of("events", "executor", "handler", "schema", "type")),
          Map.entry("job calibration", Set.of("events", "handler", "starter")),
          Map.entry("job documents", Set.of("blobs", "events", "handler", "job llm", "starter")),
          Map.entry(
              "job graph",
              Set.of(
                  "access",
                  "events",
                  "handler",
                  "http",
                  "job documents",
                  "job llm",
                  "schema",
                  "starter")),
          Map.entry("job llm", Set.of("events", "handler", "starter")),
          Map.entry(
              "job recalc", Set.of("access", "events", "handler", "http", "schema", "starter")),
          Map.entry("job sleep", Set.of("events", "handler", "starter")),
          Map.entry(
              "testkit", Set.of("events", "executor", "handler", "schema", "starter", "type")),
          Map.entry("app", Set.of("access", "http", "openapi")),
          Map.entry(
              "standalone",
              Set.of(
                  "access",
                  "api",
                  "app",
                  "blobs",
                  "embedded",
                  "events",
                  "executor",
                  "http",
                  "openapi",
                  "outbox",
                  "projection")));

  /// The module of each package of jobs that is not named like it.
  private static final Map<String, String> JOBS =
      Map.of(
          "analysis", "documents",
          "document", "documents",
          "embedded", "llm",
          "generation", "llm",
          "intake", "recalc",
          "monster", "recalc",
          "project", "graph");

  private static final Set<String> ONLY_TESTS = Set.of("contractcheck", "testinfra");

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.millrace");

  @Test
  void everyModuleKnowsOnlyThoseThatItMayKnow() {
    Set<String> found = new TreeSet<>();
    for (JavaClass one : classes) {
      String from = module(one);
      one.getDirectDependenciesFromSelf().stream()
          .map(dependency -> dependency.getTargetClass().getBaseComponentType())
          .filter(target -> target.getPackageName().startsWith(OURS))
          .map(ModuleDependenciesTest::module)
          .filter(to -> !to.equals(from) && ALLOWED.containsKey(from))
          .filter(to -> !ALLOWED.getOrDefault(from, Set.of()).contains(to))
          .forEach(to -> found.add(from + " knows " + to + " in " + one.getName()));
    }

    assertThat(found).isEmpty();
  }

  @Test
  void everyModuleIsListed() {
    Set<String> modules = new TreeSet<>();
    classes.forEach(one -> modules.add(module(one)));

    modules.removeAll(ONLY_TESTS);

    assertThat(modules).isEqualTo(ALLOWED.keySet());
  }

  private static String module(JavaClass one) {
    String name = one.getPackageName().substring(OURS.length());
    if (name.startsWith("executor.app") || name.startsWith("executor.handler")) {
      return name.substring("executor.".length());
    }
    if (name.startsWith("executor.testkit")) {
      return "testkit";
    }
    if (name.startsWith("client.spring")) {
      return "client spring";
    }
    if (name.startsWith("jobs.")) {
      String job = first(name.substring("jobs.".length()));
      return "job " + JOBS.getOrDefault(job, job);
    }
    return first(name);
  }

  private static String first(String name) {
    int end = name.indexOf('.');
    return end < 0 ? name : name.substring(0, end);
  }
}
