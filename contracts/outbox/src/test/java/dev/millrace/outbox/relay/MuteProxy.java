package dev.millrace.outbox.relay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Forwards to PostgreSQL on loopback, and keeps the end of a replication stream from its client:
/// the way between them is gone without a word.
final class MuteProxy implements AutoCloseable {

  private static final String REPLICATION = "\0replication\0database\0";

  private final ServerSocket listener;
  private final int target;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  MuteProxy(int target) throws IOException {
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.target = target;
    Thread.startVirtualThread(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        var client = listener.accept();
        var server = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.addAll(List.of(client, server));
        var way = new Way(client, server);
        Thread.startVirtualThread(way::ask);
        Thread.startVirtualThread(way::answer);
      }
    } catch (IOException e) {
      close();
    }
  }

  @Override
  public void close() {
    sockets.forEach(MuteProxy::close);
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// One client's connection.
  private static final class Way {

    private final Socket client;
    private final Socket server;
    private volatile boolean isStream;

    Way(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void ask() {
      forward(client, server);
    }

    void answer() {
      forward(server, client);
    }

    private void forward(Socket from, Socket to) {
      byte[] bytes = new byte[8192];
      try (var in = from.getInputStream()) {
        var out = to.getOutputStream();
        for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
          isStream |= new String(bytes, 0, read, ISO_8859_1).contains(REPLICATION);
          out.write(bytes, 0, read);
        }
      } catch (IOException e) {
        // The end of a connection is the end of it, one way or the other.
      }
      if (to.equals(server) || !isStream) {
        close(to);
      }
    }
  }
}
