package dev.millrace.standalone.issuer;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/// Refuses forms before anything is read of them: large ones, and those that a browser sends for a
/// web page.
///
/// A page may send a form to any address without asking, this machine's own among them. Browsers
/// say so in headers that a page cannot change; the client of this issuer is no browser. The length
/// of a form that does not say it is counted by the server as it is read.
final class FormGuard extends OncePerRequestFilter {

  private static final DataSize LARGEST = DataSize.ofKilobytes(16);

  /// What the server has to be told to count the rest.
  static final String LIMIT = LARGEST.toKilobytes() + "KB";

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!request.getMethod().equals("POST")) {
      chain.doFilter(request, response);
    } else if (isOfPage(request)) {
      response.setStatus(HttpStatus.FORBIDDEN.value());
    } else if (request.getContentLengthLong() > LARGEST.toBytes()) {
      response.setStatus(HttpStatus.CONTENT_TOO_LARGE.value());
    } else {
      chain.doFilter(request, response);
    }
  }

  private static boolean isOfPage(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    return request.getHeader(HttpHeaders.ORIGIN) != null || (site != null && !site.equals("none"));
  }
}
