package dev.millrace.outbox.relay.wal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/// The database whose WAL a relay reads.
///
/// The user needs the attribute REPLICATION, and may create a schema and a publication there where
/// they do not exist.
///
/// @param hosts each as `host:port`; where there are several, the driver picks one, by the
///   parameter `targetServerType`
/// @param password never printed
/// @param parameters all that the driver is told beside that, such as `sslmode`; never printed, as
///   a password can be among them
public record RelayDatabase(
    List<String> hosts, String name, String user, String password, Map<String, String> parameters) {

  private static final String SECONDS_TO_CONNECT = "5";
  private static final String SECONDS_TO_ANSWER = "10";

  public RelayDatabase {
    hosts = List.copyOf(hosts);
    parameters = Map.copyOf(parameters);
  }

  /// Takes everything that a data source goes by: a relay that connected in another way than its
  /// service could send in the clear what the service encrypts.
  ///
  /// @param more parameters of the driver that are not in the URL
  /// @throws IllegalArgumentException in a line that names what a relay cannot go by
  public static RelayDatabase of(
      String jdbcUrl, String user, String password, Map<String, String> more) {
    var driver = DriverParameters.of(jdbcUrl, more);
    return new RelayDatabase(
        driver.hosts(),
        driver.database(),
        user.isEmpty() ? driver.user() : user,
        password.isEmpty() ? driver.password() : password,
        driver.others());
  }

  /// A connection that notices within seconds when the server is gone.
  public Connection connect(String applicationName) throws SQLException {
    return connect(applicationName, new Properties());
  }

  /// The same for the replication protocol.
  Connection connectForReplication(String applicationName) throws SQLException {
    Properties replication = new Properties();
    replication.setProperty("replication", "database");
    // Without this the driver asks for no replication; newer servers are no different to it.
    replication.setProperty("assumeMinServerVersion", "14");
    replication.setProperty("preferQueryMode", "simple");
    return connect(applicationName, replication);
  }

  private Connection connect(String applicationName, Properties properties) throws SQLException {
    properties.putAll(parameters);
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("ApplicationName", applicationName);
    properties.setProperty("connectTimeout", SECONDS_TO_CONNECT);
    properties.setProperty("socketTimeout", SECONDS_TO_ANSWER);
    properties.setProperty("tcpKeepAlive", "true");
    return DriverManager.getConnection(url(String.join(",", hosts), name), properties);
  }

  private static String url(String hosts, String name) {
    return "jdbc:postgresql://" + hosts + "/" + URLEncoder.encode(name, UTF_8);
  }

  @Override
  public String toString() {
    return user + "@" + String.join(",", hosts) + "/" + name;
  }
}
