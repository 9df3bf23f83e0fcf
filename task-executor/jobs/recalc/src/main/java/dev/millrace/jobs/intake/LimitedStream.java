package dev.millrace.jobs.intake;

import dev.millrace.http.BudgetSpent;
import dev.millrace.http.HeldBytes;
import dev.millrace.http.TooSlow;
import dev.millrace.http.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;

/// A request's body that is refused where it goes beyond its limit, comes too slowly, or breaks
/// off.
///
/// A batch of it is in memory at a time, for which it pays a fixed price.
final class LimitedStream extends FilterInputStream {

  private static final long PRICE = 16 << 20;

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
    try {
      HeldBytes.of(request).takeAtMost(PRICE);
    } catch (BudgetSpent e) {
      throw noMemory(e);
    }
    return new LimitedStream(request.getInputStream(), limit.toBytes());
  }

  private static ProblemException noMemory(BudgetSpent e) {
    String detail = e.getMessage() + "; try again in a moment";
    var problem =
        e.isOwnShare()
            ? new ProblemException(HttpStatus.TOO_MANY_REQUESTS, "quota-exceeded", detail)
                .with("violated-policies", List.of("bytes-in-progress"))
            : new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, "overloaded", detail);
    problem
        .getHeaders()
        .set(HttpHeaders.RETRY_AFTER, Long.toString(BudgetSpent.RETRY_AFTER.toSeconds()));
    return problem;
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

  private interface Reading {
    int read() throws IOException;
  }

  private static int reading(Reading more) {
    try {
      return more.read();
    } catch (IOException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof TooSlow || cause instanceof SocketTimeoutException) {
          throw new ProblemException(
              HttpStatus.REQUEST_TIMEOUT,
              "too-slow",
              "The body came too slowly. Whole batches before that are kept.");
        }
      }
      throw new ProblemException(
          HttpStatus.BAD_REQUEST,
          "bad-request",
          "The body broke off. Whole batches before that are kept.");
    }
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
