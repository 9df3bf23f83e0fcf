package dev.millrace.http;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/// Holds every body to a [Pace], whoever reads it: a byte now and then, which Tomcat takes for a
/// living client, keeps no request for ever.
///
/// Time counts while a reader waits for bytes, not while it works on them.
///
/// What is left of a refused body is read after the answer, at the same pace and up to a limit, so
/// that its sender hears why; a few at once, because nobody needs it. Beyond that the connection is
/// closed. Tomcat itself would read on for as long as bytes come, so nothing is left to it.
final class BodyPace extends ValveBase {

  private static final int MOST_LEFTOVERS = 64;

  private final Pace pace;
  private final long mostLeft;
  private final Semaphore leftovers = new Semaphore(MOST_LEFTOVERS);

  /// @param mostLeft most bytes of a body that are read for nothing
  BodyPace(Pace pace, long mostLeft) {
    super(true);
    this.pace = pace;
    this.mostLeft = mostLeft;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    org.apache.coyote.Request raw = request.getCoyoteRequest();
    InputBuffer tomcat = raw.getInputBuffer();
    var paced = new Paced(tomcat);
    raw.setInputBuffer(paced);
    try {
      getNext().invoke(request, response);
      if (paced.mayHaveMore(raw)) {
        leave(request, response, paced);
      }
    } finally {
      raw.setInputBuffer(tomcat);
    }
  }

  private void leave(Request request, Response response, Paced body) throws IOException {
    org.apache.coyote.Request raw = request.getCoyoteRequest();
    if (request.isAsync()) {
      // The answer comes later, and closes the connection.
      raw.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
      return;
    }
    response.finishResponse();
    if (!readRest(body)) {
      raw.action(ActionCode.CLOSE_NOW, null);
    }
  }

  /// @return whether all of it was read
  private boolean readRest(Paced body) {
    if (!leftovers.tryAcquire()) {
      return false;
    }
    try {
      return body.readToItsEnd(mostLeft);
    } catch (IOException e) {
      // The client is gone, or too slow: it has its answer, or wants none.
      return false;
    } finally {
      leftovers.release();
    }
  }

  /// The bytes of one body.
  private final class Paced implements InputBuffer {

    private final InputBuffer tomcat;
    private long waited;
    private long bytes;
    private boolean atEnd;

    private Paced(InputBuffer tomcat) {
      this.tomcat = tomcat;
    }

    @Override
    public int doRead(ApplicationBufferHandler handler) throws IOException {
      long begin = System.nanoTime();
      int count = tomcat.doRead(handler);
      waited += System.nanoTime() - begin;
      if (count < 0) {
        atEnd = true;
        return count;
      }
      bytes += count;
      if (pace.isTooSlow(bytes, waited)) {
        throw new TooSlow(pace);
      }
      return count;
    }

    @Override
    public int available() {
      return tomcat.available();
    }

    /// A client that waits for `100 Continue` has sent nothing, and is not asked for it.
    private boolean mayHaveMore(org.apache.coyote.Request raw) {
      boolean hasBody = raw.getContentLengthLong() > bytes || isChunked(raw);
      return hasBody && !atEnd && !(raw.hasExpectation() && bytes == 0);
    }

    private static boolean isChunked(org.apache.coyote.Request raw) {
      return raw.getContentLengthLong() < 0 && raw.getHeader("Transfer-Encoding") != null;
    }

    private boolean readToItsEnd(long most) throws IOException {
      var nowhere = new Nowhere();
      long end = bytes + most;
      while (bytes <= end) {
        if (doRead(nowhere) < 0) {
          return true;
        }
      }
      return false;
    }
  }

  /// Keeps nothing.
  private static final class Nowhere implements ApplicationBufferHandler {

    private ByteBuffer buffer = ByteBuffer.allocate(0);

    @Override
    public void setByteBuffer(ByteBuffer buffer) {
      this.buffer = buffer;
    }

    @Override
    public ByteBuffer getByteBuffer() {
      return buffer;
    }

    @Override
    public void expand(int size) {}
  }
}
