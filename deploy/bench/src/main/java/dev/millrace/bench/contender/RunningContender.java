package dev.millrace.bench.contender;

import dev.millrace.bench.load.LoadRequest;
import dev.millrace.bench.load.Readings;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A contender whose processes run. Closing it ends them all and deletes what they stored.
public interface RunningContender extends AutoCloseable {

  Readings apply(LoadRequest request) throws Exception;

  /// Resident bytes of each of its processes, by what the process is: `worker`, `postgres`.
  Map<String, Long> memory();

  /// Where its processes are found, if they are on this machine.
  default Optional<Processes> processes() {
    return Optional.empty();
  }

  /// What it keeps its tasks in.
  default List<Store> stores() {
    return List.of();
  }

  /// Kills a worker with SIGKILL while it runs tasks and watches them run again.
  ///
  /// @param tasks how many run at that moment
  /// @param each how long each of them takes
  Recovery recover(int tasks, Duration each, Duration patience) throws Exception;

  /// Clean-up and statistics for its database, after a warm-up.
  void vacuum() throws Exception;

  /// The way into its database, for workloads that disturb it.
  DatabaseAccess database();

  /// The server that writes WAL for its tasks, if one does.
  default Optional<DatabaseAccess> walWriter() {
    return Optional.of(database());
  }

  @Override
  void close() throws IOException;

  /// What became of the tasks of a killed worker.
  ///
  /// @param seconds from the kill to the moment when the last of them ran again
  /// @param lost how many never finished
  /// @param doubled how many finished more than once
  record Recovery(double seconds, long lost, long doubled) {}

  /// How a JDBC client connects.
  record DatabaseAccess(String jdbcUrl, String user, String password) {

    public Connection connect() throws SQLException {
      return DriverManager.getConnection(jdbcUrl, user, password);
    }

    @Override
    public String toString() {
      return jdbcUrl;
    }
  }
}
