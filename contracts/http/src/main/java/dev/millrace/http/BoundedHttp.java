package dev.millrace.http;

import java.nio.channels.SocketChannel;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/// Tomcat's HTTP/1.1 with a [ConnectionGuard] between it and its connections.
///
/// Public, because Tomcat makes it, by its name.
public final class BoundedHttp extends Http11NioProtocol {

  private final ConnectionGuard guard;

  /// Bounds nothing until it is told to.
  public BoundedHttp() {
    this(new Endpoint());
  }

  private BoundedHttp(Endpoint endpoint) {
    super(endpoint);
    guard = new ConnectionGuard(endpoint.getHandler());
    endpoint.guard = guard;
    endpoint.setHandler(guard);
  }

  void bound(HttpSettings settings) {
    setMaxConnections(settings.connections());
    // A pause within a body is as long as all of a body may be that is too slow.
    setDisableUploadTimeout(false);
    setConnectionUploadTimeout(Math.toIntExact(settings.bodyGrace().toMillis()));
    guard.bound(settings);
  }

  /// Tells of each connection that is accepted.
  private static final class Endpoint extends NioEndpoint {

    private @Nullable ConnectionGuard guard;

    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
      boolean taken = super.setSocketOptions(socket);
      SocketWrapperBase<NioChannel> connection = connections.get(socket);
      ConnectionGuard told = guard;
      if (taken && connection != null && told != null) {
        told.accepted(connection, getConnectionCount());
      }
      return taken;
    }
  }
}
