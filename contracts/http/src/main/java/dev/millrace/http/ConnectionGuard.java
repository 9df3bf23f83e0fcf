package dev.millrace.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.coyote.Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stands between Tomcat's endpoint and its HTTP: knows which connections are idle, in the middle
/// of a head, or have a request, and bounds each kind by what it costs.
///
/// Whoever is slow gives way: beyond the bound of open heads the oldest is closed, and so is the
/// connection that has been idle the longest when there are as many as there may be. A client that
/// sends its head in one go is never the oldest. Beyond the bound of requests the answer is 503.
///
/// Tomcat handles one event of a connection at a time. So one that is to give way is told by an
/// event, too, and what has become of it meanwhile is looked at then.
final class ConnectionGuard implements Handler<NioChannel> {

  private static final Logger LOG = LoggerFactory.getLogger(ConnectionGuard.class);

  /// Nobody else sends it to an open connection.
  private static final SocketEvent GIVE_WAY = SocketEvent.CONNECT_FAIL;

  private final Handler<NioChannel> tomcat;
  private final Aged<SocketWrapperBase<NioChannel>> idle = new Aged<>();
  private final Aged<SocketWrapperBase<NioChannel>> heads = new Aged<>();
  private final Set<SocketWrapperBase<NioChannel>> requests = ConcurrentHashMap.newKeySet();
  private volatile @Nullable HttpSettings settings;

  ConnectionGuard(Handler<NioChannel> tomcat) {
    this.tomcat = tomcat;
  }

  /// Until then, nothing is bounded.
  void bound(HttpSettings bounds) {
    settings = bounds;
  }

  /// A connection was accepted.
  ///
  /// @param count how many there are with it
  void accepted(SocketWrapperBase<NioChannel> connection, long count) {
    HttpSettings bounds = settings;
    if (bounds != null && count >= bounds.connections() && !giveWay(idle)) {
      giveWay(heads);
    }
    idle.add(connection, System.nanoTime());
    forgetIfClosed(connection);
  }

  @Override
  public SocketState process(SocketWrapperBase<NioChannel> connection, SocketEvent event) {
    if (connection.getCurrentProcessor() instanceof Processor http && http.isUpgrade()) {
      return event == GIVE_WAY ? SocketState.UPGRADED : tomcat.process(connection, event);
    }
    return switch (event) {
      case CONNECT_FAIL ->
          isAnsweredLater(connection)
              ? SocketState.LONG
              : tomcat.process(connection, SocketEvent.DISCONNECT);
      case OPEN_READ -> read(connection);
      case OPEN_WRITE, STOP, TIMEOUT, DISCONNECT, ERROR ->
          after(connection, tomcat.process(connection, event));
    };
  }

  private SocketState read(SocketWrapperBase<NioChannel> connection) {
    HttpSettings bounds = settings;
    if (bounds != null) {
      if (heads.isOlder(connection, bounds.head().toNanos(), System.nanoTime())) {
        LOG.debug("A head took longer than {}", bounds.head());
        return tomcat.process(connection, SocketEvent.DISCONNECT);
      }
      if (connection.getCurrentProcessor() == null && requests.size() >= bounds.requests()) {
        Refusal.write(connection);
        return SocketState.CLOSED;
      }
    }
    idle.remove(connection);
    requests.add(connection);
    return after(connection, tomcat.process(connection, SocketEvent.OPEN_READ));
  }

  /// Notes what has become of the connection. LONG without a request that is answered later means
  /// that its head is not complete.
  private SocketState after(SocketWrapperBase<NioChannel> connection, SocketState state) {
    // What is answered later has no thread and few bytes; who lets it wait bounds how many do.
    requests.remove(connection);
    if (state == SocketState.LONG && !isAnsweredLater(connection)) {
      heads.add(connection, System.nanoTime());
      HttpSettings bounds = settings;
      if (bounds != null && heads.size() > bounds.openHeads()) {
        giveWay(heads);
      }
    } else {
      heads.remove(connection);
    }
    if (state == SocketState.OPEN) {
      idle.add(connection, System.nanoTime());
    }
    forgetIfClosed(connection);
    return state;
  }

  /// A connection may have been closed, and released, before it was noted.
  private void forgetIfClosed(SocketWrapperBase<NioChannel> connection) {
    if (connection.isClosed()) {
      forget(connection);
    }
  }

  private void forget(SocketWrapperBase<NioChannel> connection) {
    idle.remove(connection);
    heads.remove(connection);
    requests.remove(connection);
  }

  private static boolean isAnsweredLater(SocketWrapperBase<NioChannel> connection) {
    return connection.getCurrentProcessor() instanceof Processor http && http.isAsync();
  }

  /// @return whether there was one to tell
  private static boolean giveWay(Aged<SocketWrapperBase<NioChannel>> connections) {
    SocketWrapperBase<NioChannel> oldest = connections.takeOldest();
    if (oldest == null) {
      return false;
    }
    oldest.processSocket(GIVE_WAY, true);
    return true;
  }

  @Override
  public void release(SocketWrapperBase<NioChannel> connection) {
    forget(connection);
    tomcat.release(connection);
  }

  @Override
  public Object getGlobal() {
    return tomcat.getGlobal();
  }

  @Override
  public void pause() {
    tomcat.pause();
  }

  @Override
  public void recycle() {
    tomcat.recycle();
  }
}
