package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.embedded.StartupProblem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServicePropertiesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Shop",
        "shop--a",
        "a\"b",
        "postgres",
        "template1",
        "public",
        "pg-x",
        "millrace",
        "millrace-api"
      })
  void aNameThatIsNoneIsRefusedInALine(String name) {
    assertThatExceptionOfType(StartupProblem.class)
        .isThrownBy(() -> ServiceProperties.parse(List.of(name)))
        .withMessageContaining("service-properties NAME");
  }

  @Test
  void withoutANameItSaysHowItIsUsed() {
    assertThatExceptionOfType(StartupProblem.class)
        .isThrownBy(() -> ServiceProperties.parse(List.of()))
        .withMessage("usage: ./millrace service-properties NAME, such as shop");
  }

  @Test
  void folderThatMillraceHasNotRunOnStaysEmpty(@TempDir Path empty) {
    assertThatExceptionOfType(StartupProblem.class)
        .isThrownBy(() ->
            ServiceProperties.parse(List.of("shop")).text(new StandaloneSettings(empty, 1, 1, 1)))
        .withMessageContainingAll(empty.toString(), "./millrace start");
    assertThat(empty).isEmptyDirectory();
  }
}
