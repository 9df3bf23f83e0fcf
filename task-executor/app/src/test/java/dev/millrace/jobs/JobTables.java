package dev.millrace.jobs;

import dev.millrace.executor.store.rows.EngineSchema;
import dev.millrace.jobs.graph.GraphConfiguration;
import dev.millrace.jobs.recalc.RecalcConfiguration;
import dev.millrace.schema.OwnSchema;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.TestDatabase;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A fresh database with the tables of an executor, for what runs without its engine.
public record JobTables(TestDatabase address) {

  static final List<OwnSchema> PARTS =
      List.of(EngineSchema.TABLES, RecalcConfiguration.TABLES, GraphConfiguration.TABLES);

  public JobTables(Infra infra) {
    this(infra.newDatabase("jobs"));
    PARTS.forEach(part -> part.migrate(address.dataSource()));
  }

  public JdbcClient sql() {
    return JdbcClient.create(address.dataSource());
  }
}
