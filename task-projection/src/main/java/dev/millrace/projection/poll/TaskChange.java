package dev.millrace.projection.poll;

import dev.millrace.events.stored.Json;
import dev.millrace.projection.fold.TaskView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a poll made of one task.
///
/// @param before as it is stored, or null when it is not
/// @param after equal to `before` when nothing was new
/// @param parameters those of the submission, if the poll said it and it was followed
/// @param duplicates facts seen before
public record TaskChange(
    @Nullable TaskView before,
    TaskView after,
    @Nullable Json parameters,
    List<Anomaly> doubts,
    int duplicates) {

  public boolean isNothing() {
    return after.equals(before);
  }
}
