package dev.millrace.api.watch.sse;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Function;
import org.springframework.http.HttpMethod;

/// The answer to a request for a stream.
///
/// Its head is sent before anything else may write. Then, on HTTP/1, the connection leaves the
/// request behind and belongs to the stream alone; it carries no other request, and its end is the
/// end of the stream. On HTTP/2, where many streams share a connection, the request goes on.
public record StreamAnswer(HttpServletRequest request, HttpServletResponse response)
    implements StreamStart {

  @Override
  public void open(Function<SseOutput, Runnable> begin) throws IOException {
    boolean hasConnection = request.getProtocol().startsWith("HTTP/1.");
    response.setContentType("text/event-stream");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Accel-Buffering", "no");
    if (hasConnection) {
      response.setHeader("Connection", "close");
    }
    response.flushBuffer();
    if (HttpMethod.HEAD.matches(request.getMethod())) {
      return;
    }
    if (hasConnection) {
      takeOver(begin);
    } else {
      ServletOutput.open(request, response, begin);
    }
  }

  private void takeOver(Function<SseOutput, Runnable> begin) throws IOException {
    try {
      request.upgrade(StreamSocket.class).onHandover(begin);
    } catch (ServletException e) {
      throw new IllegalStateException("this web server hands no connection over", e);
    }
  }
}
