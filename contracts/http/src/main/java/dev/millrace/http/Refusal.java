package dev.millrace.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemType;
import java.io.IOException;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The answer to a request that is not looked at, because as many are in progress as may be. It is
/// the same bytes each time: nothing is made for it.
final class Refusal {

  private static final Logger LOG = LoggerFactory.getLogger(Refusal.class);
  private static final int SMALL_REQUEST = 8 * 1024;

  private static final byte[] PROBLEM =
      Problem.of(ProblemType.OVERLOADED, "As many requests are in progress as may be").bytes(null);

  private static final byte[] ANSWER =
      ("HTTP/1.1 503 \r\n"
              + "Content-Type: application/problem+json\r\n"
              + "Content-Length: "
              + PROBLEM.length
              + "\r\n"
              + "Retry-After: 2\r\n"
              + "Cache-Control: no-store\r\n"
              + "X-Content-Type-Options: nosniff\r\n"
              + "Connection: close\r\n\r\n"
              + new String(PROBLEM, UTF_8))
          .getBytes(UTF_8);

  private Refusal() {}

  /// Answers. A small request is read first: the end of a connection with bytes that nobody has
  /// read can take the answer with it.
  static void write(SocketWrapperBase<?> connection) {
    try {
      connection.read(false, new byte[SMALL_REQUEST], 0, SMALL_REQUEST);
      connection.write(true, ANSWER, 0, ANSWER.length);
      connection.flush(true);
    } catch (IOException e) {
      LOG.debug("Nobody is left to be refused", e);
    }
  }
}
