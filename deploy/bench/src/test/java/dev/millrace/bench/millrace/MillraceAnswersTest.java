package dev.millrace.bench.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MillraceAnswersTest {

  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void finalStatusesAreCountedAndOthersAreNot() {
    assertThat(
            TaskCounts.finished(
                read("{\"pending\":5,\"running\":2,\"completed\":10,\"failed\":1,\"timeout\":1}")))
        .isEqualTo(12);
  }

  @Test
  void countsAreFoundInsideAWrapperAndNotTwice() {
    assertThat(
            TaskCounts.finished(
                read(
                    "{\"byStatus\":{\"completed\":3},"
                        + "\"byType\":{\"sleep\":{\"completed\":3}}}")))
        .isEqualTo(3);
  }

  @Test
  void emptyStatisticsCountNothing() {
    assertThat(TaskCounts.finished(read("{}"))).isZero();
  }

  @Test
  void completionsOfAHistoryAreCountedAndStepsAreNot() {
    assertThat(
            Histories.completions(
                read(
                    "{\"items\":[{\"type\":\"TaskStepCompleted\"},{\"type\":\"TaskCompleted\"},"
                        + "{\"type\":\"dev.millrace.task.completed.v1\"}]}")))
        .isEqualTo(2);
  }

  private static JsonNode read(String text) {
    return JSON.readTree(text);
  }
}
