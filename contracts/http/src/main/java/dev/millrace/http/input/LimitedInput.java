package dev.millrace.http.input;

import dev.millrace.http.TooSlow;
import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemException;
import dev.millrace.http.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/// A request's body that ends in a problem when it is longer than it may be, or comes too slowly.
///
/// A body whose reader keeps it is paid for: all of it at once where its length is announced, and
/// else as it is read.
public final class LimitedInput extends FilterInputStream {

  private static final String READ = LimitedInput.class.getName();
  private static final long STEP = 64 * 1024;

  private final HttpServletRequest request;
  private final long limit;
  private final @Nullable BodyMemory memory;
  private long read;
  private long paid;

  private LimitedInput(HttpServletRequest request, long limit, @Nullable BodyMemory memory)
      throws IOException {
    super(request.getInputStream());
    this.request = request;
    this.limit = limit;
    this.memory = memory;
  }

  /// The body as a stream of which nothing is kept; a length that is announced too large is refused
  /// before a byte is read.
  public static LimitedInput of(HttpServletRequest request, DataSize limit) throws IOException {
    requireAtMost(limit.toBytes(), request);
    return new LimitedInput(request, limit.toBytes(), null);
  }

  /// The same for a reader that keeps what it reads.
  ///
  /// @throws ProblemException when there is no memory for it now, or never
  public static LimitedInput kept(HttpServletRequest request, DataSize limit) throws IOException {
    BodyMemory memory = BodyMemory.of(request);
    long most = Math.min(limit.toBytes(), memory.longest());
    requireAtMost(most, request);
    var input = new LimitedInput(request, most, memory);
    input.pay(request.getContentLengthLong());
    return input;
  }

  /// The whole body.
  public static byte[] readAll(HttpServletRequest request, DataSize limit) throws IOException {
    try (InputStream body = kept(request, limit)) {
      return body.readAllBytes();
    } catch (BodyRefused e) {
      throw e.problem().asException();
    }
  }

  /// How much of a request's body was read.
  public static long readOf(HttpServletRequest request) {
    return request.getAttribute(READ) instanceof Long bytes ? bytes : 0;
  }

  /// Who pays for what is made of it; null where nothing is kept.
  @Nullable BodyMemory memory() {
    return memory;
  }

  @Override
  public int read() throws IOException {
    int next = reading(super::read);
    count(next < 0 ? 0 : 1);
    return next;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count = reading(() -> super.read(into, offset, length));
    count(Math.max(0, count));
    return count;
  }

  @Override
  public void close() throws IOException {
    request.setAttribute(READ, read);
    super.close();
  }

  private void count(int more) throws BodyRefused {
    read += more;
    if (read > limit) {
      throw new BodyRefused(tooLarge(limit));
    }
    if (read > paid) {
      try {
        pay(paid + STEP);
      } catch (ProblemException e) {
        throw new BodyRefused(e.problem());
      }
    }
  }

  private void pay(long bytes) {
    if (memory != null && bytes > paid) {
      memory.bytes(bytes - paid);
    }
    paid = Math.max(paid, bytes);
  }

  private interface Reading {
    int read() throws IOException;
  }

  private static int reading(Reading more) throws IOException {
    try {
      return more.read();
    } catch (BodyRefused e) {
      throw e;
    } catch (IOException e) {
      var refused = new BodyRefused(brokenOff(e));
      refused.initCause(e);
      throw refused;
    }
  }

  private static Problem brokenOff(IOException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof TooSlow || cause instanceof SocketTimeoutException) {
        return Problem.of(
            ProblemType.TOO_SLOW, "The body came too slowly; send it again, or in parts");
      }
    }
    return Problem.of(ProblemType.BAD_REQUEST, "The body broke off");
  }

  private static void requireAtMost(long limit, HttpServletRequest request) {
    if (request.getContentLengthLong() > limit) {
      throw tooLarge(limit).asException();
    }
  }

  private static Problem tooLarge(long limit) {
    return Problem.of(ProblemType.TOO_LARGE, "The body may have " + limit + " bytes")
        .with("limit", limit);
  }
}
