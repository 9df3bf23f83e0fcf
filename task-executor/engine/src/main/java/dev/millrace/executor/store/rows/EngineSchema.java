package dev.millrace.executor.store.rows;

import dev.millrace.schema.FormerTables;
import dev.millrace.schema.OwnSchema;
import java.util.List;

/// The schema of the engine's own tables.
public final class EngineSchema {

  /// `millrace_engine`, by which every statement of the engine names its tables.
  public static final OwnSchema TABLES =
      new OwnSchema(
          "millrace_engine",
          "db/engine",
          new FormerTables(
              "V1__run.sql",
              -2025487559,
              List.of("executor", "run", "fleet_reservation", "applied_command", "bulk_answer")));

  private EngineSchema() {}
}
