package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What another team's Maven reads: the poms as they are published, and the BOM.
class PublishedPomsTest {

  private static final Path ROOT = Path.of("../..");
  private static final Path BOM = Path.of("contracts/bom");
  private static final Path BROUGHT =
      Path.of("task-executor/starter/src/test/resources/what-the-starter-brings.txt");
  private static final String KAFKA = "org.apache.kafka";

  /// What services depend on. Programs, shipped task types, tests and benches are not published.
  private static final Set<String> LIBRARIES =
      Set.of(
          "millrace-blobs",
          "millrace-cli",
          "millrace-client",
          "millrace-client-spring-boot-starter",
          "millrace-events",
          "millrace-executor-engine",
          "millrace-executor-testkit",
          "millrace-handler",
          "millrace-kafka",
          "millrace-listener-spring-boot-starter",
          "millrace-outbox",
          "millrace-schema",
          "millrace-spring-boot-starter",
          "millrace-test",
          "millrace-types");

  /// What `millrace-test` runs.
  private static final String PROGRAM = "millrace-standalone";

  /// It is built after these tests.
  private static final Path LATER = ROOT.resolve("deploy/service-test");

  @Test
  void theseArePublishedAndTheBomHasTheirVersions() {
    Set<String> published = new TreeSet<>();
    sources().forEach(module -> published.add(PublishedPom.ofSource(module).text("artifactId")));
    PublishedPom bom = PublishedPom.of(ROOT.resolve(BOM));

    assertThat(published.removeAll(Set.of("millrace-bom", PROGRAM))).isTrue();
    assertThat(published).isEqualTo(LIBRARIES);
    assertThat(bom.managed("dev.millrace")).isEqualTo(LIBRARIES);
    assertThat(bom.versions("dev.millrace")).containsExactly(bom.text("version"));
  }

  @Test
  void bomHasOneVersionForAllOfKafkaAndNoneOfSpringBoots() throws IOException {
    PublishedPom bom = PublishedPom.of(ROOT.resolve(BOM));

    assertThat(bom.versions(KAFKA)).containsExactly(AppInfoParser.getVersion());
    assertThat(kafkaOfTheStarter()).contains("kafka-clients").isSubsetOf(bom.managed(KAFKA));
    assertThat(bom.groups())
        .containsExactlyInAnyOrder("dev.millrace", KAFKA, "software.amazon.awssdk");
    assertThat(bom.elements("dependency"))
        .hasSize(bom.elements("dependencyManagement dependency").size());
  }

  @ParameterizedTest
  @MethodSource("published")
  void publishedPomNeedsNoOther(Path module) {
    PublishedPom pom = PublishedPom.of(module);

    assertThat(pom.elements("parent")).isEmpty();
    assertThat(pom.source()).doesNotContain("${");
    assertThat(pom.elements("dependency"))
        .allSatisfy(dependency -> assertThat(dependency.select("> version").text()).isNotBlank())
        .noneMatch(dependency -> dependency.select("> scope").text().equals("test"));
    assertThat(pom.libraries("dev.millrace")).isSubsetOf(LIBRARIES);
    assertThat(
            List.of("name", "description", "url", "licenses license name", "scm url", "developers"))
        .allSatisfy(element -> assertThat(pom.text(element)).isNotBlank());
    assertThat(pom.text("description")).doesNotContain("accepted means done");
  }

  /// The folders of the modules whose pom is written by now.
  static List<Path> published() {
    return sources().stream().filter(module -> !module.equals(LATER)).toList();
  }

  /// The folders of the modules that say so.
  private static List<Path> sources() {
    return modules(ROOT).filter(module -> PublishedPom.ofSource(module).isPublished()).toList();
  }

  private static Stream<Path> modules(Path folder) {
    Stream<Path> below =
        PublishedPom.ofSource(folder).elements("> modules > module").eachText().stream()
            .flatMap(name -> modules(folder.resolve(name)));
    return Stream.concat(Stream.of(folder), below);
  }

  /// The artifacts of Kafka that an application has by the starter.
  private static Set<String> kafkaOfTheStarter() throws IOException {
    Set<String> names = new TreeSet<>();
    for (String library : Files.readAllLines(ROOT.resolve(BROUGHT))) {
      if (library.startsWith(KAFKA + ":")) {
        names.add(library.substring(KAFKA.length() + 1));
      }
    }
    return names;
  }
}
