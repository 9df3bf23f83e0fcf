package dev.millrace.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class ServerProcessIT {

  @Test
  void endsWithItsInputAndLeavesNothing() throws Exception {
    ServerProcess server = ServerProcess.start();
    connect(server.properties()).close();

    server.close();

    assertThat(server.process().isAlive()).isFalse();
    assertThat(server.folder()).doesNotExist();
    assertThatThrownBy(() -> connect(server.properties()))
        .isInstanceOf(SQLException.class)
        .hasRootCauseInstanceOf(ConnectException.class);
  }

  private static Connection connect(Map<String, String> settings) throws SQLException {
    return DriverManager.getConnection(
        settings.get("spring.datasource.url"),
        settings.get("spring.datasource.username"),
        settings.get("spring.datasource.password"));
  }
}
