package dev.millrace.blobs.postgres;

import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.schema.FormerTables;
import dev.millrace.schema.OwnSchema;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// The database that [PostgresBlobs] has for itself: made if it is not there, brought up to date,
/// and reached through a small pool.
///
/// Services that start at once may all try to make it; who comes second finds it made.
public final class BlobDatabase implements AutoCloseable {

  static final OwnSchema TABLES =
      new OwnSchema(
          "millrace_blobs",
          "db/blobs",
          new FormerTables("V1__blob.sql", 895386751, List.of("blob", "blob_chunk")));

  private static final String MISSING = "3D000";
  private static final String EXISTS = "42P04";
  private static final String MADE_JUST_NOW = "23505";
  private static final int CONNECTIONS = 4;

  private final HikariDataSource pool;

  private BlobDatabase(HikariDataSource pool) {
    this.pool = pool;
  }

  /// A role of the database.
  public record Login(String user, String password) {

    /// Prints no password.
    @Override
    public String toString() {
      return "Login[" + user + "]";
    }
  }

  /// Connects, and returns when its tables are there.
  ///
  /// @param owner makes the tables, and the database where it is missing
  /// @param neighbour a database of the same server, from which a missing one is made
  public static BlobDatabase open(String url, Login user, Login owner, String neighbour) {
    ensure(url, owner, neighbour);
    var pool = new HikariDataSource();
    pool.setPoolName("blobs");
    pool.setJdbcUrl(url);
    pool.setUsername(user.user());
    pool.setPassword(user.password());
    pool.setMaximumPoolSize(CONNECTIONS);
    pool.setMinimumIdle(0);
    pool.setConnectionTimeout(5_000);
    pool.addDataSourceProperty("ApplicationName", "blobs");
    pool.addDataSourceProperty("socketTimeout", "30");
    pool.addDataSourceProperty("tcpKeepAlive", "true");
    try {
      TABLES.migrate(new DriverManagerDataSource(url, owner.user(), owner.password()));
      return new BlobDatabase(pool);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  public PostgresBlobs blobs() {
    return new PostgresBlobs(pool);
  }

  @Override
  public void close() {
    pool.close();
  }

  private static void ensure(String url, Login owner, String neighbour) {
    try (Connection _ = DriverManager.getConnection(url, owner.user(), owner.password())) {
      return;
    } catch (SQLException e) {
      if (!MISSING.equals(e.getSQLState())) {
        throw new IllegalStateException("the database of blobs cannot be reached: " + url, e);
      }
    }
    String name = BlobAddress.database(url);
    try (Connection connection =
            DriverManager.getConnection(neighbour, owner.user(), owner.password());
        var statement = connection.createStatement()) {
      statement.execute(
          "create database " + statement.enquoteIdentifier(name, true) + " template template0");
    } catch (SQLException e) {
      if (!EXISTS.equals(e.getSQLState()) && !MADE_JUST_NOW.equals(e.getSQLState())) {
        throw new IllegalStateException(
            "there is no database " + name + ", and " + owner.user() + " may not make it", e);
      }
    }
  }
}
