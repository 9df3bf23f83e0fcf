package dev.millrace.starter;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Editors complete the settings of an application with the starter by what its jars say of them.
class SettingsMetadataTest {

  @Test
  void everySettingOfAnExecutorIsKnownToEditors() throws IOException {
    Map<String, JsonNode> settings = new HashMap<>();
    for (Resource file :
        new PathMatchingResourcePatternResolver()
            .getResources("classpath*:META-INF/spring-configuration-metadata.json")) {
      try (InputStream in = file.getInputStream()) {
        JsonMapper.shared()
            .readTree(in)
            .path("properties")
            .forEach(setting -> settings.put(setting.path("name").asString(), setting));
      }
    }

    assertThat(settings)
        .containsKeys(
            "millrace.executor.enabled",
            "millrace.executor.lease",
            "millrace.executor.handlers.computing-threads",
            "millrace.executor.database.migrate",
            "millrace.executor.results.largest",
            "millrace.blobs.store",
            "millrace.types");
    assertThat(requireNonNull(settings.get("millrace.types")).path("type").asString())
        .startsWith("java.util.Map<java.lang.String,")
        .contains("OfType");
    assertThat(
            requireNonNull(settings.get("millrace.executor.lease")).path("description").asString())
        .isNotBlank();
  }
}
