package dev.millrace.starter;

import dev.millrace.executor.store.rows.EngineSchema;
import dev.millrace.schema.OwnSchema;
import java.util.List;
import javax.sql.DataSource;

/// Has brought all schemas of an executor up to date once it exists, where the executor is to do
/// so: the engine's first, since those of jobs may read its views.
final class Migrations {

  Migrations(DatabaseSettings settings, DataSource owner, List<OwnSchema> jobs) {
    if (settings.migrate()) {
      EngineSchema.TABLES.migrate(owner);
      jobs.forEach(schema -> schema.migrate(owner));
    }
  }
}
