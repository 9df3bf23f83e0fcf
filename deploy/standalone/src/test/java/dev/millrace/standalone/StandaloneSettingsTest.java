package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.embedded.StartupProblem;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandaloneSettingsTest {

  @Test
  void emptyEnvironmentGivesTheDocumentedDefaults() {
    assertThat(StandaloneSettings.from(Map.of()))
        .isEqualTo(new StandaloneSettings(Path.of(".millrace"), 8080, 19_092, 15_432));
  }

  @Test
  void portsOfExecutorAndProjectionFollowTheApis() {
    StandaloneSettings settings = StandaloneSettings.from(Map.of("MILLRACE_PORT", "9000"));

    assertThat(settings.executorPort()).isEqualTo(9001);
    assertThat(settings.projectionPort()).isEqualTo(9002);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "0", "-1", "65534", "8080.5"})
  void portThatIsNoneSaysWhatWouldBe(String port) {
    assertThatExceptionOfType(StartupProblem.class)
        .isThrownBy(() -> StandaloneSettings.from(Map.of("MILLRACE_PORT", port)))
        .withMessage("MILLRACE_PORT is a port from 1 to 65533, not '" + port + "'.");
  }
}
