package dev.millrace.embedded.postgres;

import dev.millrace.embedded.Ports;
import java.nio.file.Path;

/// Where an [EmbeddedDatabase] keeps its cluster and where clients reach it.
///
/// @param data the folder of the cluster; made when it is not there
/// @param port the port, on loopback; 0 picks a free one
/// @param binaries where PostgreSQL's own programs are unpacked to, once; several clusters can
///   share it, other users of the machine must not be able to write to it
public record EmbeddedDatabaseSettings(Path data, int port, Path binaries) {

  public EmbeddedDatabaseSettings(Path data, int port) {
    this(data, port, data.resolveSibling("postgres-binaries"));
  }

  public EmbeddedDatabaseSettings resolved() {
    return new EmbeddedDatabaseSettings(
        data.toAbsolutePath().normalize(), port == 0 ? Ports.free() : port, binaries);
  }

  /// Beside the cluster, not in it: initdb wants an empty folder.
  public Path passwordFile() {
    return data.resolveSibling(data.getFileName() + ".password");
  }

  /// What PostgreSQL says before it opens its own log in the cluster's `log` folder.
  Path startLog() {
    return data.resolveSibling(data.getFileName() + ".start.log");
  }
}
