package dev.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millrace.api.problem.TaskProblem;
import dev.millrace.contractcheck.document.DescribedEndpoints;
import dev.millrace.contractcheck.document.DocumentRules;
import dev.millrace.contractcheck.document.OpenApiDocument;
import dev.millrace.contractcheck.document.Operation;
import dev.millrace.http.input.Values;
import dev.millrace.http.problem.ProblemKind;
import dev.millrace.http.problem.ProblemType;
import dev.millrace.openapi.ApiDescription;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The document against the code, without starting anything.
class OpenApiTest {

  private static final OpenApiDocument DOCUMENT =
      new OpenApiDocument(ApiDescription.of("task-api", TaskProblem.values()).document());

  private static final Pattern DURATION =
      Pattern.compile(DOCUMENT.root().at("/components/schemas/Duration/pattern").asString());

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

    for (ProblemKind type :
        Stream.concat(Stream.of(ProblemType.values()), Stream.of(TaskProblem.values())).toList()) {
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PT0.5S",
        "PT0.001S",
        "PT30S",
        "PT1H30M",
        "PT26H",
        "P2DT3H",
        "P366D",
        "PT1M30.25S"
      })
  void durationsThatAreDescribedAreAccepted(String text) {
    assertThat(text).matches(DURATION);
    assertThat(Values.duration(text).toString()).matches(DURATION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"P1W", "P1M", "P1Y", "PT", "P", "P1DT", "30s", "-PT1S"})
  void durationsThatAreRefusedAreNotDescribed(String text) {
    assertThat(text).doesNotMatch(DURATION);
    assertThatIllegalArgumentException().isThrownBy(() -> Values.duration(text));
  }

  @Test
  void everyOperationSaysAllThatItsUserNeeds() {
    assertThat(DocumentRules.complaints(DOCUMENT)).isEmpty();
  }
}
