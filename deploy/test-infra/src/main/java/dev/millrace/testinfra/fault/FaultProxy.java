package dev.millrace.testinfra.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A TCP forwarder on loopback that can be told to fail.
///
/// It forwards until [#cut()] or [#stall()], and again after [#restore()]. A cut resets what is
/// open and refuses what comes: the other side crashed. A stall keeps every connection and moves no
/// byte: the other side, or the way there, hangs. Bytes held back by a stall arrive after it.
public final class FaultProxy implements AutoCloseable {

  /// What the forwarder does with connections and bytes.
  public enum Mode {
    FORWARDING,
    STALLED,
    CUT,
    CLOSED
  }

  private final ServerSocket listener;
  private final int targetPort;
  private final Set<ForwardedConnection> connections = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Mode mode = Mode.FORWARDING;

  private FaultProxy(ServerSocket listener, int targetPort) {
    this.listener = listener;
    this.targetPort = targetPort;
  }

  /// Forwards a free port to a port on loopback, where something listens now or later.
  public static FaultProxy to(int targetPort) {
    try {
      var proxy =
          new FaultProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), targetPort);
      Thread.ofVirtual().name("fault-proxy-" + proxy.port()).start(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The port to connect to instead of the target's.
  public int port() {
    return listener.getLocalPort();
  }

  /// Resets every open connection, and every new one at once.
  public void cut() {
    become(Mode.CUT);
    connections.forEach(ForwardedConnection::reset);
  }

  /// Keeps every connection, takes new ones, and moves no byte either way.
  public void stall() {
    become(Mode.STALLED);
  }

  /// Forwards again.
  public void restore() {
    become(Mode.FORWARDING);
  }

  @Override
  public void close() {
    become(Mode.CLOSED);
    connections.forEach(ForwardedConnection::reset);
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits while stalled.
  ///
  /// @return whether to go on
  boolean awaitForwarding() {
    lock.lock();
    try {
      while (mode == Mode.STALLED) {
        changed.awaitUninterruptibly();
      }
      return mode == Mode.FORWARDING;
    } finally {
      lock.unlock();
    }
  }

  public void ended(ForwardedConnection connection) {
    connections.remove(connection);
  }

  private void become(Mode next) {
    lock.lock();
    try {
      if (mode != Mode.CLOSED) {
        mode = next;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private Mode mode() {
    lock.lock();
    try {
      return mode;
    } finally {
      lock.unlock();
    }
  }

  private void accept() {
    while (true) {
      try {
        var client = listener.accept();
        Thread.startVirtualThread(() -> connect(client));
      } catch (IOException e) {
        if (mode() == Mode.CLOSED) {
          return;
        }
        throw new UncheckedIOException(e);
      }
    }
  }

  private void connect(Socket client) {
    var connection = new ForwardedConnection(this, client, new Socket());
    connections.add(connection);
    // Checked after it is listed: whoever cuts meanwhile finds it either here or there.
    if (awaitForwarding()) {
      connection.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort));
    } else {
      connection.reset();
    }
  }
}
