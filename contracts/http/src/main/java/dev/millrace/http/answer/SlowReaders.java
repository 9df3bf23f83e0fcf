package dev.millrace.http.answer;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.function.Supplier;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;

/// Ends an answer whose client reads too slowly.
///
/// Tomcat ends a write on which nothing moves for its connection time-out; a client that takes a
/// byte now and then would go on for hours, with all that its answer holds.
final class SlowReaders extends OncePerRequestFilter {

  private static final Logger LOG = LoggerFactory.getLogger(SlowReaders.class);

  private final Supplier<ReadingPace> paces;

  /// @param paces one for each answer
  SlowReaders(Supplier<ReadingPace> paces) {
    this.paces = paces;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(request, new Paced(response, paces.get()));
  }

  private static final class Paced extends HttpServletResponseWrapper {
    private final ReadingPace pace;
    private @Nullable ServletOutputStream out;

    Paced(HttpServletResponse response, ReadingPace pace) {
      super(response);
      this.pace = pace;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
      ServletOutputStream known = out;
      if (known == null) {
        known = new PacedOutput(super.getOutputStream(), pace);
        out = known;
      }
      return known;
    }
  }

  private static final class PacedOutput extends ServletOutputStream {
    private final ServletOutputStream out;
    private final ReadingPace pace;

    PacedOutput(ServletOutputStream out, ReadingPace pace) {
      this.out = out;
      this.pace = pace;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    /// In parts, so that one large write is not one long one.
    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      for (int done = 0; done < length; done += PART) {
        int part = Math.min(PART, length - done);
        long start = System.nanoTime();
        out.write(bytes, from + done, part);
        count(part, start);
      }
    }

    @Override
    public void flush() throws IOException {
      long start = System.nanoTime();
      out.flush();
      count(0, start);
    }

    /// Tomcat knows this exception: it closes the connection, so that no client takes what it has
    /// got for all of it, and says nothing in its log.
    private void count(int written, long start) throws IOException {
      try {
        pace.count(written, System.nanoTime() - start);
      } catch (IOException e) {
        LOG.debug("An answer is ended: {}", e.getMessage());
        throw new ClientAbortException(e);
      }
    }

    @Override
    public void close() throws IOException {
      out.close();
    }

    @Override
    public boolean isReady() {
      return out.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      out.setWriteListener(listener);
    }

    private static final int PART = 32 << 10;
  }
}
