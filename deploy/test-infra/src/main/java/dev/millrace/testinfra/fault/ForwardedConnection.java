package dev.millrace.testinfra.fault;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/// One client's connection through a [FaultProxy]: two sockets, and a thread for each direction.
final class ForwardedConnection {

  private final FaultProxy proxy;
  private final Socket client;
  private final Socket target;

  ForwardedConnection(FaultProxy proxy, Socket client, Socket target) {
    this.proxy = proxy;
    this.client = client;
    this.target = target;
  }

  void open(InetSocketAddress address) {
    try {
      target.connect(address);
      client.setTcpNoDelay(true);
      target.setTcpNoDelay(true);
    } catch (IOException e) {
      // Nothing listens at the target: the client sees what it would see without the proxy.
      reset();
      return;
    }
    Thread.startVirtualThread(() -> forward(client, target));
    Thread.startVirtualThread(() -> forward(target, client));
  }

  /// Ends both sides with a reset, as a crash would.
  void reset() {
    proxy.ended(this);
    abort(client);
    abort(target);
  }

  private void forward(Socket from, Socket to) {
    var buffer = new byte[64 * 1024];
    try {
      var in = from.getInputStream();
      var out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (!proxy.awaitForwarding()) {
          reset();
          return;
        }
        out.write(buffer, 0, read);
      }
      to.shutdownOutput();
      if (from.isOutputShutdown()) {
        finish();
      }
    } catch (IOException e) {
      // One side is gone; the other must learn of it.
      reset();
    }
  }

  /// Both directions have ended in order: what is still under way is delivered.
  private void finish() throws IOException {
    proxy.ended(this);
    try (client;
        target) {
      // Closed without a reset.
    }
  }

  private static void abort(Socket socket) {
    try (socket) {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // Closed already: it cannot be more gone than that.
    }
  }
}
