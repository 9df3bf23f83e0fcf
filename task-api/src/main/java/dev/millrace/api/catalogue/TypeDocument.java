package dev.millrace.api.catalogue;

import dev.millrace.api.pause.TypePause;
import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.catalogue.TaskTypeEntry;
import dev.millrace.events.task.Json;
import dev.millrace.events.task.TaskType;
import org.jspecify.annotations.Nullable;

/// A task type as clients see it: its line of the catalogue, and whether it is paused.
///
/// @param available whether tasks of it are taken under its name
/// @param missing where they are not, what has to be configured, or where they come from
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
    String elsewhere = Catalogue.elsewhere(entry.type().value());
    return new TypeDocument(
        entry.type(),
        entry.description(),
        entry.parametersSchema(),
        entry.policy(),
        entry.available() && elsewhere == null,
        elsewhere == null ? entry.missing() : elsewhere,
        paused);
  }
}
