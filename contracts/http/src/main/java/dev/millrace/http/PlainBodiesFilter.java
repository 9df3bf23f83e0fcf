package dev.millrace.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// Refuses bodies that are packed: read as they come they would be wrong, and unpacked they have no
/// bound. 415 with `Accept-Encoding: identity`. Source: RFC 9110 sections 8.4 and 12.5.3.
final class PlainBodiesFilter extends OncePerRequestFilter implements Ordered {

  private static final String PLAIN = "identity";
  private static final String REFUSAL =
      "A body with a Content-Encoding is not read here; send it as it is";

  private final HandlerExceptionResolver problems;

  PlainBodiesFilter(HandlerExceptionResolver problems) {
    this.problems = problems;
  }

  /// With those that know whose request it is, before one that reads the body.
  @Override
  public int getOrder() {
    return 1;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    return encoding == null
        || encoding.isBlank()
        || encoding.strip().equalsIgnoreCase(PLAIN)
        || !hasBody(request);
  }

  private static boolean hasBody(HttpServletRequest request) {
    return request.getContentLengthLong() > 0
        || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    response.setHeader(HttpHeaders.ACCEPT_ENCODING, PLAIN);
    var refused = new HttpMediaTypeNotSupportedException(REFUSAL);
    refused.getBody().setDetail(REFUSAL);
    problems.resolveException(request, response, null, refused);
  }
}
