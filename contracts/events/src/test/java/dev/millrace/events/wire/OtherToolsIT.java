package dev.millrace.events.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.contractcheck.document.OtherTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The document by the tools that users have; without Node it is skipped.
@Timeout(200)
class OtherToolsIT {

  @Test
  void otherToolsFindNothingWrong() throws IOException {
    assumeTrue(OtherTools.areHere(), OtherTools.ADVICE);

    assertThat(
            OtherTools.say(
                "asyncapi", ".yaml", Files.readString(Path.of("src/main/resources/asyncapi.yaml"))))
        .isBlank();
  }
}
