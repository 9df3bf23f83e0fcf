package dev.millrace.jobs.document.extract;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.List;
import java.util.Set;

/// Keeps the libraries of a reader process from following what a document refers to.
///
/// URLs of the network cannot be opened. That stops libraries, not code that a flaw of theirs would
/// let in: against that, the launcher takes the network from the process where the system allows
/// it, and names are not resolved.
final class NoNetwork {

  private static final Set<String> LOCAL = Set.of("file", "jar", "jrt");

  private NoNetwork() {}

  static void install() {
    URL.setURLStreamHandlerFactory(protocol -> LOCAL.contains(protocol) ? null : new Refusing());
    ProxySelector.setDefault(new NoProxy());
  }

  private static final class Refusing extends URLStreamHandler {
    @Override
    protected URLConnection openConnection(URL url) throws IOException {
      throw new IOException("a document is read without the network");
    }
  }

  /// For connections that some library makes without a URL.
  private static final class NoProxy extends ProxySelector {
    @Override
    public List<Proxy> select(URI uri) {
      throw new IllegalArgumentException("a document is read without the network");
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
  }
}
