package dev.millrace.projection.postgres.task;

/// The names of the tables that are folded into: those in use, or the ones that a rebuild fills
/// beside them.
public record TaskTables(String task, String standing, String expiry, String count, String offset) {

  public static final TaskTables LIVE =
      new TaskTables("task", "task_standing", "task_expiry", "task_count", "projection_offset");
}
