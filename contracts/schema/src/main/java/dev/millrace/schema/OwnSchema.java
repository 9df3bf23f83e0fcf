package dev.millrace.schema;

import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/// The tables of one part of Millrace, in a schema of their own with a history of their own. So the
/// versions of two parts never meet, and the application's own Flyway and tables are left alone.
///
/// @param name the schema; it is made if it is missing
/// @param location folder of the migrations on the class path; they name their own tables without a
///   schema
/// @param former what the part had in `public`, while all parts of a database shared one history;
///   null for one that never did
public record OwnSchema(String name, String location, @Nullable FormerTables former) {

  public OwnSchema(String name, String location) {
    this(name, location, null);
  }

  /// Brings the tables up to date; returns when they are there. Several processes may do so at
  /// once.
  ///
  /// @param owner connections of the role that owns the tables and may make the schema
  /// @throws RuntimeException the database cannot be reached, or a migration failed
  public void migrate(DataSource owner) {
    FluentConfiguration flyway = flyway(owner);
    if (former == null || !former.isThere(owner)) {
      flyway.load().migrate();
      return;
    }
    List<String> scripts =
        Stream.of(flyway.load().info().all()).map(MigrationInfo::getScript).toList();
    // Whoever dies after the tables have moved, and before the new history knows their version,
    // leaves the former one, which says the version again at the next start.
    former
        .moveTo(name, scripts, owner)
        .ifPresent(version -> flyway.baselineOnMigrate(true).baselineVersion(version));
    flyway.load().migrate();
    former.forget(scripts, owner);
  }

  /// The migrations as Flyway sees them, for those who stop in between.
  public FluentConfiguration flyway(DataSource owner) {
    return Flyway.configure()
        .dataSource(owner)
        .defaultSchema(name)
        .locations("classpath:" + location);
  }
}
