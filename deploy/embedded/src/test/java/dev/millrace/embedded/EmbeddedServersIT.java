package dev.millrace.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.embedded.kafka.EmbeddedKafka;
import dev.millrace.embedded.kafka.EmbeddedKafkaSettings;
import dev.millrace.embedded.kafka.Records;
import dev.millrace.embedded.postgres.ClusterProcesses;
import dev.millrace.embedded.postgres.EmbeddedDatabase;
import dev.millrace.embedded.postgres.EmbeddedDatabaseSettings;
import dev.millrace.embedded.postgres.OrphanedPostgres;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class EmbeddedServersIT {

  @TempDir Path temp;
  private DataFolder folder;

  @BeforeEach
  void open() {
    folder = DataFolder.open(temp);
  }

  @AfterEach
  void close() {
    folder.close();
  }

  @Test
  void recordsSurviveCloseAndRestart() throws Exception {
    try (var kafka = EmbeddedKafka.start(new EmbeddedKafkaSettings(folder.kafka(), 0))) {
      Records.createTopic(kafka.bootstrapServers());
      Records.append(kafka.bootstrapServers(), "one");
    }
    try (var kafka = EmbeddedKafka.start(new EmbeddedKafkaSettings(folder.kafka(), 0))) {
      Records.append(kafka.bootstrapServers(), "two");
      assertThat(Records.read(kafka.bootstrapServers(), 2)).containsExactly("one", "two");
    }
  }

  @Test
  void formattingThatWasKilledStartsAnew() throws Exception {
    Files.createDirectories(folder.kafka().resolve("log.new/half"));
    try (var kafka = EmbeddedKafka.start(new EmbeddedKafkaSettings(folder.kafka(), 0))) {
      Records.createTopic(kafka.bootstrapServers());
    }
    assertThat(folder.kafka().resolve("log.new")).doesNotExist();
  }

  @Test
  void rowsSurviveCloseAndRestart() throws Exception {
    try (var database = start()) {
      database.ensureDatabase("kept");
      database.ensureDatabase("kept");
      execute(database, "kept", "create table t as select 42 as answer");
    }
    try (var database = start()) {
      assertThat(ask(database, "kept", "select answer from t")).isEqualTo("42");
    }
  }

  @Test
  void everyCommitIsOnTheDiskAndDecodable() throws Exception {
    var wanted = new HashMap<String, String>();
    wanted.put("fsync", "on");
    wanted.put("synchronous_commit", "on");
    wanted.put("full_page_writes", "on");
    wanted.put("wal_level", "logical");
    wanted.put("max_slot_wal_keep_size", "4GB");
    wanted.put("listen_addresses", "127.0.0.1");
    wanted.put("unix_socket_directories", "");
    try (var database = start()) {
      var found = new HashMap<String, String>();
      for (var name : wanted.keySet()) {
        found.put(name, ask(database, "postgres", "show " + name));
      }
      assertThat(found).isEqualTo(wanted);
    }
  }

  @Test
  void databaseAsksForThePasswordOfItsFolder() throws Exception {
    try (var database = start()) {
      assertThatThrownBy(() ->
              DriverManager.getConnection(
                      database.jdbcUrl("postgres"), database.username(), "postgres")
                  .close())
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
      var file = new EmbeddedDatabaseSettings(folder.postgres(), 0).passwordFile();
      assertThat(Files.getPosixFilePermissions(file))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
  }

  @Test
  void closeLeavesNoProcessBehind() throws Exception {
    ProcessHandle postmaster;
    try (var _ = start()) {
      postmaster =
          OrphanedPostgres.processOf(folder.postgres().resolve("postmaster.pid")).orElseThrow();
    }
    assertThat(ClusterProcesses.ended(postmaster, Duration.ZERO)).isTrue();
  }

  @Test
  void initialisationThatWasKilledStartsAnew() throws Exception {
    Files.createDirectories(folder.postgres());
    Files.writeString(folder.postgres().resolve("postgresql.conf"), "");
    try (var database = start()) {
      assertThat(ask(database, "postgres", "select 1")).isEqualTo("1");
    }
  }

  @Test
  void serverThatGivesUpSaysWhy() throws Exception {
    start().close();
    Files.writeString(folder.postgres().resolve("postgresql.conf"), "no_such_setting = 1\n");
    assertThatThrownBy(this::start)
        .isInstanceOf(StartupProblem.class)
        .hasMessageContainingAll("FATAL", folder.postgres().toString())
        .message()
        .hasLineCount(1);
  }

  @Test
  void processNumberThatBelongsToAStrangerIsNotStopped() throws Exception {
    start().close();
    var self = ProcessHandle.current().pid();
    Files.write(
        folder.postgres().resolve("postmaster.pid"),
        List.of(Long.toString(self), folder.postgres().toString(), "0", "0", "", "", ""));
    try (var database = start()) {
      assertThat(ask(database, "postgres", "select 1")).isEqualTo("1");
    }
  }

  @Test
  void portInUseIsNamedWithTheVariableThatChangesIt() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = taken.getLocalPort();
      assertThatThrownBy(() -> EmbeddedKafka.start(new EmbeddedKafkaSettings(folder.kafka(), port)))
          .isInstanceOf(StartupProblem.class)
          .hasMessageContainingAll("Port " + port, "Kafka", "MILLRACE_KAFKA_PORT");
      assertThatThrownBy(
              () -> EmbeddedDatabase.start(new EmbeddedDatabaseSettings(folder.postgres(), port)))
          .isInstanceOf(StartupProblem.class)
          .hasMessageContainingAll("Port " + port, "PostgreSQL", "MILLRACE_POSTGRES_PORT");
    }
  }

  private EmbeddedDatabase start() {
    return EmbeddedDatabase.start(
        new EmbeddedDatabaseSettings(folder.postgres(), 0, TestBinaries.FOLDER));
  }

  private static void execute(EmbeddedDatabase database, String name, String sql)
      throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                database.jdbcUrl(name), database.username(), database.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String ask(EmbeddedDatabase database, String name, String sql)
      throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                database.jdbcUrl(name), database.username(), database.password());
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
