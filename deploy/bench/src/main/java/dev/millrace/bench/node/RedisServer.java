package dev.millrace.bench.node;

import dev.millrace.embedded.Folders;
import dev.millrace.embedded.Ports;
import dev.millrace.embedded.RandomPassword;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A Redis on loopback that is as durable as the bench's PostgreSQL: what it has answered is on the
/// disk.
record RedisServer(Process process, int port, String password, Path data) implements Closeable {

  static final String PROGRAM = "redis-server";
  static final String USER = "default";

  private static final int START_CHECKS = 200;

  static RedisServer start(String program, Path folder) throws IOException, InterruptedException {
    var data = Files.createDirectories(folder.resolve("redis"));
    var server =
        new RedisServer(
            new ProcessBuilder(program, "-")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("redis.log").toFile())
                .start(),
            Ports.free(),
            RandomPassword.of(folder.resolve("redis.password")),
            data);
    // An interrupt of the user ends the harness: what it started must not go on alone.
    Runtime.getRuntime().addShutdownHook(new Thread(server.process::destroy));
    try (var settings = server.process.outputWriter(StandardCharsets.UTF_8)) {
      settings.write(server.settings());
    }
    try {
      server.awaitConnection();
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  String url() {
    return "redis://127.0.0.1:" + port;
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly().onExit().join();
    Folders.delete(data);
  }

  /// What BullMQ's page on production asks for, with an fsync for each answer and not for each
  /// second.
  private String settings() {
    return """
    bind 127.0.0.1
    port %d
    requirepass %s
    dir "%s"
    appendonly yes
    appendfsync always
    save ""
    maxmemory-policy noeviction
    """
        .formatted(port, password, data.toAbsolutePath());
  }

  private void awaitConnection() throws IOException, InterruptedException {
    for (int i = 0; i < START_CHECKS && process.isAlive(); i++) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.getOutputStream();
        return;
      } catch (IOException e) {
        // It does not listen yet.
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
    throw new IOException("Redis did not start; " + data.resolveSibling("redis.log"));
  }

  @Override
  public String toString() {
    return url();
  }
}
