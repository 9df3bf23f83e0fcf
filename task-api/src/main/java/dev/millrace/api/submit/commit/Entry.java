package dev.millrace.api.submit.commit;

import dev.millrace.api.idempotency.StoredResponse;
import dev.millrace.events.task.TaskId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one request has to be written, all or none.
///
/// @param submissions at least one
/// @param pledge the answer that is remembered under the request's key; null where it has none
public record Entry(List<Submission> submissions, @Nullable StoredResponse pledge) {

  /// Whether tasks in flight may stand for some of it.
  boolean coalesces() {
    return submissions.stream().anyMatch(submission -> submission.fingerprint() != null);
  }

  /// Whether its answer may turn out another than was pledged.
  boolean standsAlone() {
    return pledge != null && coalesces();
  }

  /// Of all stand-ins, those for its own submissions.
  public Map<TaskId, TaskId> mine(Map<TaskId, TaskId> standIns) {
    Map<TaskId, TaskId> mine = new HashMap<>();
    for (Submission submission : submissions) {
      TaskId standIn = standIns.get(submission.id());
      if (standIn != null) {
        mine.put(submission.id(), standIn);
      }
    }
    return mine;
  }

  public int rows() {
    return submissions.size() + (pledge == null ? 0 : 1);
  }

  public long weight() {
    return submissions.stream().mapToLong(Submission::weight).sum()
        + (pledge == null ? 0 : pledge.weight());
  }
}
