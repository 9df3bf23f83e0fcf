package dev.millrace.jobs.recalc;

import dev.millrace.schema.FormerTables;
import dev.millrace.schema.OwnSchema;
import dev.millrace.starter.ConditionalOnExecutor;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Offers the task type `recalc`.
@AutoConfiguration
@ConditionalOnExecutor
public class RecalcConfiguration {

  /// Monsters, with their skills and tags.
  public static final OwnSchema TABLES =
      new OwnSchema(
          "millrace_recalc",
          "db/recalc",
          new FormerTables(
              "V2__monsters.sql", 1696334004, List.of("monster", "skill", "tag", "monster_tag")));

  @Bean
  OwnSchema monsterTables() {
    return TABLES;
  }

  @Bean
  RecalcHandler recalcHandler(JdbcClient database) {
    return new RecalcHandler(database);
  }
}
