package dev.millrace.outbox.relay;

import dev.millrace.testinfra.DedicatedInfra;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.awaitility.Awaitility;

/// Servers of which PostgreSQL takes encrypted connections alone.
final class EncryptedServers implements AutoCloseable {

  static final String BY_PASSWORD = "scram-sha-256";

  private final DedicatedInfra servers;
  private final TestDatabase plain;
  private final TestCertificates certificates;

  EncryptedServers(Path folder) throws Exception {
    this.servers = Infra.dedicated();
    this.plain = servers.newDatabase("plain");
    this.certificates = TestCertificates.in(folder);
    certificates.sign("server", "server", "-ext", "san=ip:127.0.0.1");
    certificates.sign("client", plain.username());
    try (var connection = plain.dataSource().getConnection()) {
      set(connection, "ssl_cert_file", certificates.certificate("server"));
      set(connection, "ssl_key_file", certificates.pemKey("server"));
      set(connection, "ssl_ca_file", certificates.certificate("ca"));
      execute(connection, "alter system set ssl = on");
      admit(connection, BY_PASSWORD);
    }
    Awaitility.await().until(() -> isRefused(plain.jdbcUrl() + "?sslmode=disable"));
  }

  /// Has the server ask for a certificate instead of a password, or the other way about.
  void admit(String method) throws Exception {
    try (var connection = connect("?sslmode=require" + clientCertificate())) {
      admit(connection, method);
    }
  }

  String verifyingBy(String authority) throws Exception {
    return "?sslmode=verify-full&sslrootcert=" + certificates.certificate(authority);
  }

  String clientCertificate() throws Exception {
    return "&sslcert="
        + certificates.certificate("client")
        + "&sslkey="
        + certificates.derKey("client");
  }

  /// A database, one for all, reached with these parameters.
  TestDatabase database(String parameters) {
    return new TestDatabase(
        plain.name(),
        plain.host(),
        plain.port(),
        plain.jdbcUrl() + parameters,
        plain.username(),
        plain.password());
  }

  Infra infra() {
    return servers;
  }

  @Override
  public void close() {
    servers.close();
  }

  private Connection connect(String parameters) throws SQLException {
    return DriverManager.getConnection(
        plain.jdbcUrl() + parameters, plain.username(), plain.password());
  }

  private static boolean isRefused(String url) {
    try (var _ = DriverManager.getConnection(url, "postgres", "")) {
      return false;
    } catch (SQLException e) {
      return String.valueOf(e.getMessage()).contains("no pg_hba.conf entry");
    }
  }

  private void admit(Connection connection, String method) throws Exception {
    var rules = "hostssl all all 127.0.0.1/32 " + method + "\n";
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("show hba_file")) {
      row.next();
      Files.writeString(Path.of(row.getString(1)), rules);
    }
    execute(connection, "select pg_reload_conf()");
    Awaitility.await().until(() -> passwordSuffices() == method.equals(BY_PASSWORD));
  }

  private boolean passwordSuffices() {
    try (var _ = connect("?sslmode=require")) {
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private static void set(Connection connection, String name, Path file) throws SQLException {
    execute(connection, "alter system set " + name + " = '" + file + "'");
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
