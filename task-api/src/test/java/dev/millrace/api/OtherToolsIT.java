package dev.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.api.problem.TaskProblem;
import dev.millrace.contractcheck.document.OtherTools;
import dev.millrace.openapi.ApiDescription;
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
                "openapi",
                ".json",
                ApiDescription.of("task-api", TaskProblem.values()).document().toString()))
        .isBlank();
  }
}
