package dev.millrace.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.contractcheck.document.OtherTools;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The document by the tools that users have; without Node it is skipped.
@Timeout(200)
class OtherToolsIT {

  @Test
  void otherToolsFindNothingWrong() {
    assumeTrue(OtherTools.areHere(), OtherTools.ADVICE);

    assertThat(
            OtherTools.say(
                "openapi", ".json", ExecutorDocument.description().document().toString()))
        .isBlank();
  }
}
