package dev.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.problem.ProblemType;
import dev.millrace.contractcheck.DescribedEndpoints;
import dev.millrace.contractcheck.DocumentRules;
import dev.millrace.contractcheck.OpenApiDocument;
import dev.millrace.contractcheck.Operation;
import dev.millrace.openapi.ApiDescription;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The document against the code, without starting anything.
class OpenApiTest {

  private static final OpenApiDocument DOCUMENT =
      new OpenApiDocument(ApiDescription.of("task-api").document());

  @Test
  void everyEndpointIsDescribedAndNothingElseIs() {
    assertThat(
            DescribedEndpoints.complaints(
                DOCUMENT, "dev.millrace.api", "task-api/src/main/resources/openapi/task-api"))
        .isEmpty();
  }

  /// The table of the document, as its examples have it, and that of the code.
  @Test
  void everyKindOfProblemIsDescribedAsItIs() {
    Map<String, String> described = new TreeMap<>();
    for (Operation operation : DOCUMENT.operations()) {
      operation
          .node()
          .path("responses")
          .values()
          .forEach(response ->
              response
                  .at("/content/application~1problem+json/examples")
                  .values()
                  .forEach(example ->
                      described.put(
                          example.at("/value/type").asString(),
                          example.at("/value/status")
                              + " "
                              + example.at("/value/title").asString())));
    }

    for (ProblemType type : ProblemType.values()) {
      // Of a method that is none, no operation can tell.
      if (type != ProblemType.METHOD_NOT_ALLOWED) {
        assertThat(described)
            .as(
                "add %s to x-problem-types of its feature, and to the x-problems of operations",
                type)
            .containsEntry(type.uri(), type.status() + " " + type.title());
      }
    }
  }

  @Test
  void everyOperationSaysAllThatItsUserNeeds() {
    assertThat(DocumentRules.complaints(DOCUMENT)).isEmpty();
  }
}
