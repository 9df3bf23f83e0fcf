package dev.millrace.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contractcheck.document.DescribedEndpoints;
import dev.millrace.contractcheck.document.DocumentRules;
import dev.millrace.contractcheck.document.OpenApiDocument;
import org.junit.jupiter.api.Test;

/// The document against the code, without starting anything.
class OpenApiTest {

  private static final OpenApiDocument DOCUMENT =
      new OpenApiDocument(ExecutorDocument.description().document());

  @Test
  void everyEndpointIsDescribedAndNothingElseIs() {
    assertThat(
            DescribedEndpoints.complaints(
                DOCUMENT,
                "dev.millrace.jobs",
                "task-executor/jobs/*/src/main/resources/openapi/task-executor"))
        .isEmpty();
  }

  @Test
  void everyOperationSaysAllThatItsUserNeeds() {
    assertThat(DocumentRules.complaints(DOCUMENT)).isEmpty();
  }
}
