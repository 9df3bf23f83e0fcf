package dev.millrace.api.catalogue;

import dev.millrace.api.pause.TypePause;
import dev.millrace.events.catalogue.AcceptedFiles;
import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.catalogue.TaskTypeEntry;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.TaskType;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/// A task type as clients see it: its line of the catalogue, and whether it is paused.
///
/// @param resultSchema null where the executor says nothing of results
/// @param available whether tasks of it are taken under its name
/// @param missing where they are not, what has to be configured, or where they come from
/// @param files which files come with its tasks, and the largest that is taken; null where none do
/// @param group the executors that new tasks belong to; null for the types that every group has
/// @param paused `{by, reason, at}`, or null while the type runs
public record TypeDocument(
    TaskType type,
    String description,
    Json parametersSchema,
    @Nullable Json resultSchema,
    TaskPolicy policy,
    boolean available,
    @Nullable String missing,
    @Nullable AcceptedFiles files,
    @Nullable ExecutorGroup group,
    @Nullable TypePause paused) {

  /// The document of an offered type.
  ///
  /// @param largest the largest file of any type
  public static TypeDocument of(OfferedType offered, DataSize largest, @Nullable TypePause paused) {
    TaskTypeEntry entry = offered.entry();
    AcceptedFiles files = offered.files();
    String elsewhere = Catalogue.elsewhere(entry.type().value());
    return new TypeDocument(
        entry.type(),
        entry.description(),
        entry.parametersSchema(),
        isObject(entry.resultSchema()) ? entry.resultSchema() : null,
        entry.policy(),
        entry.available() && elsewhere == null,
        elsewhere == null ? entry.missing() : elsewhere,
        files == null ? null : files.upTo(largest.toBytes()),
        elsewhere == null ? entry.owners() : null,
        paused);
  }

  private static boolean isObject(@Nullable Json schema) {
    return schema != null && schema.text().startsWith("{");
  }
}
