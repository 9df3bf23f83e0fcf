package dev.millrace.bench.contender;

import dev.millrace.bench.contender.RunningContender.DatabaseAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/// The memory of a PostgreSQL server on this machine.
///
/// It is nobody's child, because what starts it ends: it is found by the file in which it says its
/// process id.
public record PostgresMemory(Optional<ProcessHandle> server) {

  public static PostgresMemory of(DatabaseAccess access) throws SQLException, IOException {
    try (var connection = access.connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("show data_directory")) {
      rows.next();
      var file = Path.of(rows.getString(1), "postmaster.pid");
      try (var lines = Files.lines(file)) {
        return new PostgresMemory(
            lines.findFirst().map(String::strip).map(Long::valueOf).flatMap(ProcessHandle::of));
      }
    }
  }

  /// Bytes, of all its processes.
  public long bytes() {
    return server.map(ProcessMemory::ofTree).orElse(0L);
  }
}
