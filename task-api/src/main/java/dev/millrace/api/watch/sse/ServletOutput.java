package dev.millrace.api.watch.sse;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Function;

/// The answer to a request over HTTP/2 that goes on without a thread of the web server.
///
/// Writing blocks the thread that writes, a virtual one, for as long as the connection's time-out
/// lets it; then it fails, and the stream is over.
final class ServletOutput implements SseOutput {

  private final AsyncContext async;
  private final ServletOutputStream out;

  private ServletOutput(AsyncContext async, ServletOutputStream out) {
    this.async = async;
    this.out = out;
  }

  /// Goes on with an answer whose head was sent.
  static void open(
      HttpServletRequest request, HttpServletResponse response, Function<SseOutput, Runnable> begin)
      throws IOException {
    ServletOutputStream out = response.getOutputStream();
    AsyncContext async = request.startAsync();
    async.setTimeout(0);
    async.addListener(new Quiet());
    Runnable _ = begin.apply(new ServletOutput(async, out));
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    out.write(bytes);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() {
    try {
      async.complete();
    } catch (IllegalStateException e) {
      // The container has ended it already, since the client is gone.
    }
  }

  /// Without a listener the container would answer an error with its error page.
  private static final class Quiet implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {
      try {
        event.getAsyncContext().complete();
      } catch (IllegalStateException e) {
        // The writer was quicker.
      }
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}
