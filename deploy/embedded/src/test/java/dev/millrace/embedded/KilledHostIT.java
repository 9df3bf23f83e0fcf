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
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class KilledHostIT {

  @TempDir Path temp;
  private Process host;
  private ProcessHandle postmaster;

  @BeforeEach
  void startHost() throws Exception {
    host = KilledHost.start(temp);
    postmaster = OrphanedPostgres.processOf(temp.resolve("postgres/postmaster.pid")).orElseThrow();
  }

  @AfterEach
  void leaveNothingBehind() throws Exception {
    host.destroyForcibly().waitFor();
    OrphanedPostgres.stop(temp.resolve("postgres"));
  }

  @Test
  void nextStartStopsTheOrphanAndFindsWhatWasAcknowledged() throws Exception {
    host.destroyForcibly().waitFor();
    assertThat(ClusterProcesses.ended(postmaster, Duration.ZERO)).isFalse();

    try (var folder = DataFolder.open(temp);
        var database =
            EmbeddedDatabase.start(
                new EmbeddedDatabaseSettings(folder.postgres(), 0, TestBinaries.FOLDER));
        var kafka = EmbeddedKafka.start(new EmbeddedKafkaSettings(folder.kafka(), 0))) {
      assertThat(ClusterProcesses.ended(postmaster, Duration.ZERO)).isTrue();
      assertThat(Records.read(kafka.bootstrapServers(), 1)).containsExactly("one");
      assertThat(answer(database)).isEqualTo(42);
    }
  }

  @Test
  void everythingKilledAtOnceStartsFromTheLogs() throws Exception {
    postmaster.destroyForcibly();
    host.destroyForcibly().waitFor();

    try (var folder = DataFolder.open(temp);
        var database =
            EmbeddedDatabase.start(
                new EmbeddedDatabaseSettings(folder.postgres(), 0, TestBinaries.FOLDER))) {
      assertThat(answer(database)).isEqualTo(42);
    }
  }

  @Test
  void runningHostKeepsOthersOffItsFolder() {
    assertThatThrownBy(() -> DataFolder.open(temp))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("in use by another running Millrace");
    assertThat(ClusterProcesses.ended(postmaster, Duration.ZERO)).isFalse();
  }

  private static int answer(EmbeddedDatabase database) throws Exception {
    try (var connection =
            DriverManager.getConnection(
                database.jdbcUrl("kept"), database.username(), database.password());
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select answer from t")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
