package dev.millrace.standalone.issuer;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/// Refuses forms that a browser sends for a web page, before anything is read of them.
///
/// A page may send a form to any address without asking, this machine's own among them. Browsers
/// say so in headers that a page cannot change; the client of this issuer is no browser.
final class NoWebPages extends OncePerRequestFilter {

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String site = request.getHeader("Sec-Fetch-Site");
    boolean isOfPage =
        request.getHeader(HttpHeaders.ORIGIN) != null || (site != null && !site.equals("none"));
    if (isOfPage && request.getMethod().equals("POST")) {
      response.setStatus(HttpStatus.FORBIDDEN.value());
    } else {
      chain.doFilter(request, response);
    }
  }
}
