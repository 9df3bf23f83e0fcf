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
/// @param taken the facts that were new, in order
/// @param repeated the facts that were not: the task had them, or newer ones
public record TaskChange(
    @Nullable TaskView before,
    TaskView after,
    @Nullable Json parameters,
    List<Anomaly> doubts,
    List<Entry.TaskEntry> taken,
    List<Entry.TaskEntry> repeated) {

  public boolean isNothing() {
    return after.equals(before);
  }
}
