package dev.millrace.api.watch.sse;

import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/// A connection that was a request's and is a stream's: Tomcat hands it over the way it hands over
/// those of WebSockets, and takes back all that belongs to the request, about 100 KB.
///
/// It closes on one way only, so that nobody writes while the connection's buffers go to the next
/// one: whoever finds the client gone tells the stream; when nothing writes any more, the stream
/// closes its output; then Tomcat is asked to close the connection. Until then it is not polled.
///
/// Public, because Tomcat makes it.
public final class StreamSocket implements InternalHttpUpgradeHandler {

  /// For which a write may block; then it fails, and the stream is over.
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final int UNWANTED = 512;

  private @Nullable Function<SseOutput, Runnable> begin;
  private Runnable gone = () -> {};
  private @Nullable SocketWrapperBase<?> socket;

  /// What is to be done when the request is over and the connection is here.
  void onHandover(Function<SseOutput, Runnable> begin) {
    this.begin = begin;
  }

  /// Takes what the connection still knows of its request from it: a request that Tomcat does not
  /// keep for the next one would live as long as the stream.
  @Override
  public void setSocketWrapper(SocketWrapperBase<?> wrapper) {
    wrapper.setAppReadBufHandler(null);
    wrapper.setWriteTimeout(PATIENCE.toMillis());
    socket = wrapper;
  }

  @Override
  public void init(WebConnection connection) {
    SocketWrapperBase<?> here = socket;
    Function<SseOutput, Runnable> first = begin;
    begin = null;
    if (here != null && first != null) {
      gone = first.apply(new SocketOutput(here));
    }
  }

  /// Comes when there is something to read: that is the end, or what no client of a stream has to
  /// say. Clients that close their half of the connection are taken for gone.
  @Override
  public SocketState upgradeDispatch(SocketEvent event) {
    boolean goesOn =
        switch (event) {
          case OPEN_READ -> isOpen();
          case OPEN_WRITE -> true;
          case STOP, TIMEOUT, DISCONNECT, ERROR, CONNECT_FAIL -> false;
        };
    if (!goesOn) {
      gone.run();
    }
    return goesOn ? SocketState.UPGRADED : SocketState.SUSPENDED;
  }

  @Override
  public void timeoutAsync(long now) {}

  @Override
  public void setSslSupport(SSLSupport sslSupport) {}

  @Override
  public void pause() {}

  @Override
  public void destroy() {}

  private boolean isOpen() {
    SocketWrapperBase<?> here = socket;
    try {
      return here != null && here.read(false, new byte[UNWANTED], 0, UNWANTED) >= 0;
    } catch (IOException e) {
      // The end: Tomcat says it so.
      return false;
    }
  }

  private record SocketOutput(SocketWrapperBase<?> socket) implements SseOutput {

    @Override
    public void write(byte[] bytes) throws IOException {
      socket.write(true, bytes, 0, bytes.length);
    }

    @Override
    public void flush() throws IOException {
      socket.flush(true);
    }

    @Override
    public void close() {
      socket.processSocket(SocketEvent.DISCONNECT, true);
    }
  }
}
