package dev.millrace.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.openapi.ApiDescription;
import org.junit.jupiter.api.Test;

class ProblemTitlesTest {

  /// As the table of kinds in the document has it, and with it every other service.
  @Test
  void everyKindHasTheTitleThatIsDescribed() {
    String kinds =
        ApiDescription.of("task-executor")
            .document()
            .at("/components/schemas/ProblemType/description")
            .asString();

    assertThat(ProblemException.titles()).hasSizeGreaterThan(15);
    ProblemException.titles()
        .forEach((kind, title) ->
            assertThat(kinds)
                .as("title of %s in the document", kind)
                .containsPattern("\\| `" + kind + "` \\| \\d{3} \\| " + title + " \\|"));
  }
}
