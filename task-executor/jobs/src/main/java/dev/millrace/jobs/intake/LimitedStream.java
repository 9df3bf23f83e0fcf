package dev.millrace.jobs.intake;

import dev.millrace.jobs.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;

/// A request's body that is refused where it goes beyond its limit.
final class LimitedStream extends FilterInputStream {

  private final long limit;
  private long read;

  private LimitedStream(InputStream in, long limit) {
    super(in);
    this.limit = limit;
  }

  /// The body; a length that is announced too large is refused before a byte is read.
  static InputStream of(HttpServletRequest request, DataSize limit) throws IOException {
    if (request.getContentLengthLong() > limit.toBytes()) {
      throw tooLarge(limit.toBytes());
    }
    return new LimitedStream(request.getInputStream(), limit.toBytes());
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    count(next < 0 ? 0 : 1);
    return next;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count = super.read(into, offset, length);
    count(Math.max(0, count));
    return count;
  }

  private void count(int more) {
    read += more;
    if (read > limit) {
      throw tooLarge(limit);
    }
  }

  private static ProblemException tooLarge(long limit) {
    return new ProblemException(
            HttpStatus.CONTENT_TOO_LARGE,
            "too-large",
            "The body may have "
                + limit
                + " bytes; send the rest in another request. Whole batches before that are kept.")
        .with("limit", limit);
  }
}
