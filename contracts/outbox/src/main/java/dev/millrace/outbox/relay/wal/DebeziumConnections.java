package dev.millrace.outbox.relay.wal;

import io.debezium.jdbc.JdbcConfiguration;
import io.debezium.jdbc.JdbcConnection;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;

/// Opens Debezium's connections, for SQL and for the stream alike, on whichever host the driver
/// finds: Debezium's own way takes one host, and no IPv6 address.
public final class DebeziumConnections implements JdbcConnection.ConnectionFactory {

  static final String HOSTS = "millrace.hosts";

  /// What Debezium goes by and the driver does not.
  private static final List<String> DEBEZIUMS =
      List.of(HOSTS, "hostname", "port", "dbname", "connection.factory.class");

  @Override
  public Connection connect(JdbcConfiguration settings) throws SQLException {
    Properties properties = settings.asProperties();
    String url = RelayDatabase.url(settings.getString(HOSTS), settings.getDatabase());
    DEBEZIUMS.forEach(properties::remove);
    return DriverManager.getConnection(url, properties);
  }
}
