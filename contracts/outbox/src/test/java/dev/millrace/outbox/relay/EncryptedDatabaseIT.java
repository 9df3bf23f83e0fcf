package dev.millrace.outbox.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.outbox.relay.wal.RelayDatabase;
import dev.millrace.outbox.relay.wal.RelaySettings;
import dev.millrace.outbox.relay.wal.WalConsumer;
import dev.millrace.outbox.relay.wal.WalReader;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A server that takes `hostssl` alone.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EncryptedDatabaseIT {

  private EncryptedServers servers;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    servers = new EncryptedServers(folder);
  }

  @AfterAll
  void stop() {
    servers.close();
  }

  @Test
  void relayVerifiesTheServerOnEachOfItsConnections() throws Exception {
    servers.admit(EncryptedServers.BY_PASSWORD);
    try (var fixture = fixture(servers.verifyingBy("ca"), "")) {
      relaysOneFact(fixture);
      assertThat(unencrypted(fixture)).isZero();
    }
  }

  @Test
  void relayShowsItsCertificate() throws Exception {
    servers.admit("cert");
    try (var fixture = fixture(servers.verifyingBy("ca") + servers.clientCertificate(), "")) {
      relaysOneFact(fixture);
    }
  }

  @Test
  void relayFindsTheOneOfSeveralHostsThatAnswers() throws Exception {
    servers.admit(EncryptedServers.BY_PASSWORD);
    var parameters = servers.verifyingBy("ca") + "&targetServerType=primary";
    try (var fixture = fixture(parameters, "127.0.0.1:1,")) {
      relaysOneFact(fixture);
    }
  }

  @Test
  void serverOfAStrangerIsGivenNothing() throws Exception {
    servers.admit(EncryptedServers.BY_PASSWORD);
    var database = servers.database(servers.verifyingBy("stranger"));
    var settings =
        RelaySettings.of(
            "stranger",
            RelayDatabase.of(
                database.jdbcUrl(), database.username(), database.password(), Map.of()));

    assertThatThrownBy(() -> settings.database().connect("test"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("SSL error");
    var reader = WalReader.start(settings, new Ignoring());
    assertThatThrownBy(() -> reader.await(Duration.ofSeconds(60)))
        .hasStackTraceContaining("SSL error");
  }

  private RelayFixture fixture(String parameters, String otherHosts) {
    return new RelayFixture(servers.infra(), servers.database(parameters), otherHosts);
  }

  private static void relaysOneFact(RelayFixture fixture) {
    fixture.relaying();
    var task = RelayFixture.newTask();
    fixture.emit(fixture.lines(task, 0, 1));
    try (var heard = fixture.listen().until(h -> !h.on(fixture.facts).isEmpty())) {
      assertThat(heard.ids(fixture.facts, task)).isEqualTo(List.of("0"));
    }
  }

  /// Sessions of clients, the one that reads the WAL among them.
  private static int unencrypted(RelayFixture fixture) {
    return fixture
        .jdbc
        .sql(
            """
            select count(*) filter (where not ssl)
                 + case when bool_or(backend_type = 'walsender') then 0 else 1000 end
              from pg_stat_ssl join pg_stat_activity using (pid) where client_port is not null
            """)
        .query(Integer.class)
        .single();
  }

  private record Ignoring() implements WalConsumer {

    @Override
    public void lines(String lines, long position) {
      // whoever reads this has connected
    }

    @Override
    public boolean committed() {
      return false;
    }
  }
}
