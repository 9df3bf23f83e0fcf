package dev.millrace.outbox.relay;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The database whose WAL a relay reads.
///
/// The user needs the attribute REPLICATION and may create schemas and publications there.
///
/// @param password never printed
public record RelayDatabase(String host, int port, String name, String user, String password) {

  private static final Pattern JDBC_URL =
      Pattern.compile(
          "jdbc:postgresql://(?<host>[^:/?,]+|\\[[^]]+])(:(?<port>\\d+))?/(?<name>[^?/]+)(\\?.*)?");
  private static final String SECONDS_TO_CONNECT = "5";
  private static final String SECONDS_TO_ANSWER = "10";

  public RelayDatabase {
    requireNonNull(host, "host");
    requireNonNull(name, "name");
    requireNonNull(user, "user");
    requireNonNull(password, "password");
  }

  /// Takes the address out of a JDBC URL such as a data source has; its other parameters are left
  /// behind.
  public static RelayDatabase of(String jdbcUrl, String user, String password) {
    Matcher url = JDBC_URL.matcher(jdbcUrl);
    if (!url.matches()) {
      throw new IllegalArgumentException(
          "not a JDBC URL such as jdbc:postgresql://host:5432/database: " + jdbcUrl);
    }
    int port = url.group("port") == null ? 5432 : Integer.parseInt(url.group("port"));
    return new RelayDatabase(url.group("host"), port, url.group("name"), user, password);
  }

  /// A connection that notices within seconds when the server is gone.
  Connection connect(String applicationName) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("ApplicationName", applicationName);
    properties.setProperty("connectTimeout", SECONDS_TO_CONNECT);
    properties.setProperty("socketTimeout", SECONDS_TO_ANSWER);
    properties.setProperty("tcpKeepAlive", "true");
    return DriverManager.getConnection(
        "jdbc:postgresql://" + host + ":" + port + "/" + name, properties);
  }

  @Override
  public String toString() {
    return user + "@" + host + ":" + port + "/" + name;
  }
}
