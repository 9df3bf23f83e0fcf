package dev.millrace.executor.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.task.TaskId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// How a bulk-control task ends.
class BulkDecisionTest {

  private static final BulkRefusal REFUSAL =
      new BulkRefusal(new TaskId(new UUID(1, 1)), "the task is completed");
  private static final Duration LONG = BulkDecision.PATIENCE;

  @Test
  void itWaitsWhileCommandsAreWrittenHoweverLongNothingIsHeard() {
    assertThat(decide(5, null, LONG)).isEqualTo(new BulkDecision.Wait());
  }

  @Test
  void itWaitsForTheLastAnswer() {
    assertThat(decide(5, 7L, Duration.ZERO)).isEqualTo(new BulkDecision.Wait());
  }

  @Test
  void itIsCompletedWithTheLastAnswerAndNamesWhatWasRefused() {
    assertThat(decide(6, 7L, Duration.ZERO))
        .isEqualTo(
            new BulkDecision.Complete(new BulkReport("cancel", 7, 6, 1, 0, List.of(REFUSAL))));
  }

  @Test
  void answersThatAreLostAreGivenUpAndCounted() {
    assertThat(decide(5, 7L, LONG))
        .isEqualTo(
            new BulkDecision.Complete(new BulkReport("cancel", 7, 5, 1, 1, List.of(REFUSAL))));
  }

  private static BulkDecision decide(long done, @Nullable Long expected, Duration silence) {
    return BulkDecision.of("cancel", new BulkCounts(done, 1, List.of(REFUSAL), expected), silence);
  }
}
