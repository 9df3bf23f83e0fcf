package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `docs/settings.md` is made of the settings records and their docs: written with
/// `-Ddocs.write=true`, compared without.
class SettingsPageTest {

  private static final Path PAGE = Path.of("../../docs/settings.md");
  private static final String HERE = "<!-- From here on it is made by SettingsPageTest. -->\n";
  private static final String METADATA = "classpath*:META-INF/spring-configuration-metadata.json";

  /// Where the settings of a package belong, in the order of the page.
  private static final Map<String, String> SECTIONS = sections();

  @Test
  void thePageHasEverySettingWithItsDefault() throws IOException {
    String page = Files.readString(PAGE);
    String made = page.substring(0, page.indexOf(HERE)) + HERE + sections(properties());
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(PAGE, made);
    }

    assertThat(Files.readString(PAGE)).isEqualTo(made);
  }

  @Test
  void everySettingIsExplained() throws IOException {
    assertThat(properties().values())
        .allSatisfy(property -> assertThat(property.path("description").asString("")).isNotBlank());
  }

  private static Map<String, String> sections() {
    Map<String, String> sections = new LinkedHashMap<>();
    sections.put("dev.millrace.http", "Every service");
    sections.put("dev.millrace.access", "Every service");
    sections.put("dev.millrace.blobs", "Files and large results: task-api and executors");
    sections.put("dev.millrace.outbox", "Relay: task-api and executors");
    sections.put("dev.millrace.api", "task-api");
    sections.put("dev.millrace.executor", "task-executor");
    sections.put("dev.millrace.jobs", "Shipped task types");
    sections.put("dev.millrace.projection", "task-projection");
    return sections;
  }

  private static String sections(Map<String, JsonNode> properties) {
    Map<String, List<JsonNode>> bySection =
        properties.values().stream().collect(Collectors.groupingBy(SettingsPageTest::section));
    return SECTIONS.values().stream()
        .distinct()
        .map(section ->
            "\n## "
                + section
                + "\n\n| setting | default | meaning |\n|---|---|---|\n"
                + bySection.getOrDefault(section, List.of()).stream()
                    .map(SettingsPageTest::line)
                    .collect(Collectors.joining()))
        .collect(Collectors.joining());
  }

  private static String section(JsonNode property) {
    String source = property.path("sourceType").asString("");
    return SECTIONS.entrySet().stream()
        .filter(entry -> source.startsWith(entry.getKey() + "."))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no section for the settings of " + source));
  }

  private static String line(JsonNode property) {
    JsonNode standard = property.path("defaultValue");
    return "| `"
        + property.path("name").asString()
        + "` | "
        + (standard.isMissingNode() ? "" : standard.isArray() ? "none" : standard.asString())
        + " | "
        + property.path("description").asString("").replace("|", "\\|")
        + " |\n";
  }

  /// The settings of all modules by name.
  private static Map<String, JsonNode> properties() throws IOException {
    Map<String, JsonNode> properties = new TreeMap<>();
    for (Resource file : new PathMatchingResourcePatternResolver().getResources(METADATA)) {
      try (InputStream in = file.getInputStream()) {
        for (JsonNode property : JsonMapper.shared().readTree(in).path("properties")) {
          if (property.path("name").asString().startsWith("millrace.")) {
            properties.put(property.path("name").asString(), property);
          }
        }
      }
    }
    return properties;
  }
}
