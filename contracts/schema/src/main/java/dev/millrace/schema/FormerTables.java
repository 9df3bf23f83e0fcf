package dev.millrace.schema;

import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// What a part had in the schema `public`, and how it is known to be ours: the history there names
/// the script that made it, with Flyway's checksum. A stranger's table of the same name stays.
///
/// @param script the migration that made the first table: `V1__run.sql`
/// @param checksum Flyway's checksum of that script
/// @param tables tables and views by name; the sequence of an identity column goes with its table
public record FormerTables(String script, int checksum, List<String> tables) {

  private static final String HISTORY = "public.flyway_schema_history";

  /// One process moves tables; the others wait for it and find them moved.
  private static final long LOCK = 0x6d696c6c72616365L;

  /// Whether the former history knows of this part: at every start but one it does not.
  boolean isThere(DataSource owner) {
    return Boolean.TRUE.equals(transaction(owner).execute(_ -> isOurs(locked(owner))));
  }

  /// Moves the tables that are still there, in one transaction.
  ///
  /// @param scripts the part's migrations
  /// @return the newest version of the part that the former history knows; empty if it knows none
  Optional<String> moveTo(String schema, List<String> scripts, DataSource owner) {
    return transaction(owner)
        .execute(_ -> {
          JdbcClient database = locked(owner);
          if (!isOurs(database)) {
            return Optional.empty();
          }
          database.sql("set local lock_timeout = '60s'").update();
          database.sql("create schema if not exists " + schema).update();
          for (String table : tables) {
            database
                .sql("alter table if exists public." + table + " set schema " + schema)
                .update();
          }
          return Optional.of(
              database
                  .sql(
                      "select version from "
                          + HISTORY
                          + " where success and script = any (?) order by installed_rank desc limit 1")
                  .param(scripts.toArray(String[]::new))
                  .query(String.class)
                  .single());
        });
  }

  /// Takes the part out of the former history, and removes that when nothing is left in it.
  void forget(List<String> scripts, DataSource owner) {
    transaction(owner)
        .executeWithoutResult(_ -> {
          JdbcClient database = locked(owner);
          if (!isOurs(database)) {
            return;
          }
          database
              .sql("delete from " + HISTORY + " where script = any (?)")
              .param(scripts.toArray(String[]::new))
              .update();
          if (!exists(database.sql("select true from " + HISTORY + " limit 1"))) {
            database.sql("drop table " + HISTORY).update();
          }
        });
  }

  private boolean isOurs(JdbcClient database) {
    return exists(
            database.sql(
                """
                select true from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname = 'public' and c.relname = 'flyway_schema_history'
                  and has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select')
                """))
        && exists(
            database
                .sql("select true from " + HISTORY + " where script = ? and checksum = ? limit 1")
                .params(script, checksum));
  }

  private static boolean exists(JdbcClient.StatementSpec question) {
    return question.query(Boolean.class).optional().isPresent();
  }

  private static JdbcClient locked(DataSource owner) {
    JdbcClient database = JdbcClient.create(owner);
    database.sql("select pg_advisory_xact_lock(?)::text").param(LOCK).query(String.class).single();
    return database;
  }

  private static TransactionTemplate transaction(DataSource owner) {
    return new TransactionTemplate(new JdbcTransactionManager(owner));
  }
}
