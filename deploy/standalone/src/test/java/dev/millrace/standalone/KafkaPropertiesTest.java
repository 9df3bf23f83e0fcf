package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.embedded.StartupProblem;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaPropertiesTest {

  @Test
  void folderThatMillraceHasNotRunOnGetsNoPasswordByAsking(@TempDir Path empty) {
    assertThatExceptionOfType(StartupProblem.class)
        .isThrownBy(() -> KafkaProperties.text(new StandaloneSettings(empty, 1, 1, 1)))
        .withMessageContainingAll(empty.toString(), "./millrace start");
    assertThat(empty).isEmptyDirectory();
  }
}
