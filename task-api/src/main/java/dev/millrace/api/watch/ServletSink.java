package dev.millrace.api.watch;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;

/// The answer to a request that goes on without a thread of the web server.
///
/// Writing blocks the thread that writes, a virtual one, for as long as the connection's time-out
/// lets it; then it fails, and the stream is over.
final class ServletSink implements Sink {

  private final AsyncContext async;
  private final ServletOutputStream out;

  private ServletSink(AsyncContext async, ServletOutputStream out) {
    this.async = async;
    this.out = out;
  }

  static ServletSink open(HttpServletRequest request, HttpServletResponse response) {
    response.setContentType("text/event-stream");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Accel-Buffering", "no");
    try {
      ServletOutputStream out = response.getOutputStream();
      // The head is written by this thread. From the first event on the answer belongs to another
      // one,
      // and two that touch its headers at once tear them.
      response.flushBuffer();
      AsyncContext async = request.startAsync();
      async.setTimeout(0);
      async.addListener(new Quiet());
      return new ServletSink(async, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
