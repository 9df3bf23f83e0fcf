package dev.millrace.api.catalogue;

import dev.millrace.api.pause.TypePause;
import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.catalogue.TaskTypeEntry;
import dev.millrace.events.task.Json;
import dev.millrace.events.task.TaskType;
import org.jspecify.annotations.Nullable;

/// A task type as clients see it: its line of the catalogue, and whether it is paused.
///
/// @param missing where it takes no new tasks, what has to be configured
/// @param paused `{by, reason, at}`, or null while the type runs
public record TypeDocument(
    TaskType type,
    String description,
    Json parametersSchema,
    TaskPolicy policy,
    boolean available,
    @Nullable String missing,
    @Nullable TypePause paused) {

  /// The document of an offered type.
  public static TypeDocument of(OfferedType offered, @Nullable TypePause paused) {
    TaskTypeEntry entry = offered.entry();
    return new TypeDocument(
        entry.type(),
        entry.description(),
        entry.parametersSchema(),
        entry.policy(),
        entry.available(),
        entry.missing(),
        paused);
  }
}
