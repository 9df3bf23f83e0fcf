package dev.millrace.events.catalogue;

import static java.util.Objects.requireNonNull;

import dev.millrace.events.stored.Json;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.TaskType;
import org.jspecify.annotations.Nullable;

/// One line of the catalogue: what an executor says about a type of task that it can run.
///
/// @param description one sentence for people
/// @param parametersSchema JSON Schema (2020-12) that the parameters of a task must meet
/// @param resultSchema JSON Schema (2020-12) that results meet; null where nothing is said of them,
///   as by executors of before
/// @param available whether the type takes new tasks
/// @param missing where it takes none, what has to be configured; null when nobody knows
/// @param files which files come with its tasks; null where nothing is said of them, as by
///   executors of before: a type with a reference to an upload takes [AcceptedFiles#UNANNOUNCED]
///   then
/// @param group the executors that new tasks of the type belong to, as [ExecutorGroup#named] says
///   it; see [#owners]. The types that every group has name none
public record TaskTypeEntry(
    TaskType type,
    String description,
    Json parametersSchema,
    @Nullable Json resultSchema,
    TaskPolicy policy,
    boolean available,
    @Nullable String missing,
    @Nullable AcceptedFiles files,
    @Nullable ExecutorGroup group) {

  public TaskTypeEntry {
    requireNonNull(type, "type");
    requireNonNull(description, "description");
    requireNonNull(parametersSchema, "parametersSchema");
    requireNonNull(policy, "policy");
    group = ExecutorGroup.of(group).named();
  }

  /// A type of the default group, of whose files nothing is said.
  public TaskTypeEntry(
      TaskType type,
      String description,
      Json parametersSchema,
      @Nullable Json resultSchema,
      TaskPolicy policy,
      boolean available,
      @Nullable String missing) {
    this(type, description, parametersSchema, resultSchema, policy, available, missing, null, null);
  }

  /// The executors that new tasks of the type belong to.
  public ExecutorGroup owners() {
    return ExecutorGroup.of(group);
  }
}
