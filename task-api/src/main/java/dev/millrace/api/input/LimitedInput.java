package dev.millrace.api.input;

import dev.millrace.api.problem.Problem;
import dev.millrace.api.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.util.unit.DataSize;

/// A request's body that ends in a problem when it is longer than it may be.
public final class LimitedInput extends FilterInputStream {

  private final long limit;
  private long read;

  private LimitedInput(InputStream in, long limit) {
    super(in);
    this.limit = limit;
  }

  /// The body as a stream; a length that is announced too large is refused before a byte is read.
  public static InputStream of(HttpServletRequest request, DataSize limit) throws IOException {
    if (request.getContentLengthLong() > limit.toBytes()) {
      throw tooLarge(limit.toBytes()).asException();
    }
    return new LimitedInput(request.getInputStream(), limit.toBytes());
  }

  /// The whole body.
  public static byte[] readAll(HttpServletRequest request, DataSize limit) throws IOException {
    try (InputStream body = of(request, limit)) {
      return body.readAllBytes();
    } catch (TooLarge e) {
      throw e.problem().asException();
    }
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    if (next >= 0) {
      count(1);
    }
    return next;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count = super.read(into, offset, length);
    if (count > 0) {
      count(count);
    }
    return count;
  }

  private void count(int more) throws TooLarge {
    read += more;
    if (read > limit) {
      throw new TooLarge(limit);
    }
  }

  private static Problem tooLarge(long limit) {
    return Problem.of(ProblemType.TOO_LARGE, "The body may have " + limit + " bytes")
        .with("limit", limit);
  }

  /// The limit was passed in the middle of reading.
  public static final class TooLarge extends IOException {

    private final long limit;

    TooLarge(long limit) {
      super("more than " + limit + " bytes");
      this.limit = limit;
    }

    public Problem problem() {
      return tooLarge(limit);
    }
  }
}
