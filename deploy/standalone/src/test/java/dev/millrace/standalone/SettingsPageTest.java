package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySourcesPropertyResolver;
import org.springframework.core.io.ClassPathResource;
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

  private static final PropertySourcesPropertyResolver YAML =
      new PropertySourcesPropertyResolver(yaml());

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
    sections.put("dev.millrace.blobs", "Files and large results: task-api and executors");
    sections.put("dev.millrace.outbox", "Relay: task-api and executors");
    sections.put("dev.millrace.api", "task-api");
    sections.put("dev.millrace.executor", "task-executor");
    sections.put("dev.millrace.starter", "task-executor");
    sections.put("dev.millrace.jobs", "Shipped task types");
    sections.put("dev.millrace.projection", "task-projection");
    sections.put("dev.millrace.client", "Applications that call Millrace");
    sections.put("dev.millrace.listener", "Applications that call Millrace");
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
    String name = property.path("name").asString();
    return "| `"
        + name
        + "` | "
        + standard(name, property.path("defaultValue"))
        + " | "
        + property.path("description").asString("").replace("|", "\\|")
        + " |\n";
  }

  /// What a service's own YAML says counts, and otherwise what the record says.
  private static String standard(String name, JsonNode ofRecord) {
    Object said = YAML.getProperty(name);
    if (said != null && !said.toString().contains("${")) {
      return said.toString();
    }
    return ofRecord.isMissingNode()
        ? ""
        : ofRecord.isArray() ? words(ofRecord) : ofRecord.asString();
  }

  private static String words(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).collect(Collectors.joining(", "));
  }

  private static MutablePropertySources yaml() {
    var sources = new MutablePropertySources();
    for (String service : List.of("task-executor", "task-api", "task-projection")) {
      try {
        new YamlPropertySourceLoader()
            .load(service, new ClassPathResource(service + ".yaml"))
            .forEach(sources::addLast);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return sources;
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
