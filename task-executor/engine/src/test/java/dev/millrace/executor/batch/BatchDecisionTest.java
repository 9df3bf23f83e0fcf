package dev.millrace.executor.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.task.TaskError;
import dev.millrace.events.task.TaskId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// How a batch ends.
class BatchDecisionTest {

  private static final TaskId CHILD = new TaskId(new UUID(1, 1));
  private static final List<BatchReport.Failure> FAILURES =
      List.of(new BatchReport.Failure(CHILD, "failed", new TaskError("bad", "no good", false)));

  @Test
  void aBatchWaitsForTheLastChildWhateverTheOthersDid() {
    assertThat(decide("continue", new ChildCounts(1, 1, 0, 0, false)))
        .isEqualTo(new BatchDecision.Wait());
    assertThat(decide("stop", new ChildCounts(1, 1, 0, 0, false)))
        .isEqualTo(new BatchDecision.Wait());
    assertThat(decide("continue", new ChildCounts(0, 0, 2, 0, true)))
        .isEqualTo(new BatchDecision.Wait());
  }

  @Test
  void aBatchThatGoesOnIsCompletedWithItsFailuresCounted() {
    assertThat(decide("continue", new ChildCounts(1, 1, 0, 1, false)))
        .isEqualTo(new BatchDecision.Complete(new BatchReport("sleep", 3, 1, 1, 0, 1, FAILURES)));
  }

  @Test
  void aBatchOfWhichNothingCameHasFailed() {
    assertThat(decide("continue", new ChildCounts(0, 1, 1, 1, false)))
        .isInstanceOfSatisfying(
            BatchDecision.Fail.class,
            fail -> {
              assertThat(fail.code()).isEqualTo("batch-failed");
              assertThat(fail.message()).contains(CHILD.toString(), "no good");
            });
    assertThat(decide("continue", new ChildCounts(0, 0, 3, 0, false)))
        .isInstanceOf(BatchDecision.Complete.class);
  }

  @Test
  void aBatchThatStopsFailsWithItsFirstFailedChild() {
    assertThat(decide("stop", new ChildCounts(1, 0, 1, 1, false)))
        .isInstanceOfSatisfying(
            BatchDecision.Fail.class, fail -> assertThat(fail.code()).isEqualTo("batch-stopped"));
    assertThat(decide("stop", new ChildCounts(3, 0, 0, 0, false)))
        .isInstanceOf(BatchDecision.Complete.class);
  }

  @Test
  void aCancelledBatchIsCancelledOnceItsChildrenAreOver() {
    assertThat(decide("stop", new ChildCounts(1, 1, 1, 0, true)))
        .isEqualTo(new BatchDecision.EndCancelled());
  }

  private static BatchDecision decide(String onFailure, ChildCounts counts) {
    return BatchDecision.of(new BatchParameters("sleep", 3, onFailure), counts, FAILURES);
  }
}
