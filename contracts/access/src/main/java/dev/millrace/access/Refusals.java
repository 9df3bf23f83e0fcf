package dev.millrace.access;

import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.access.BearerTokenAccessDeniedHandler;

/// Refuses who may not come in: `WWW-Authenticate` as RFC 6750 has it, and a problem as RFC 9457
/// has it. What was wrong with a token is said in the header alone.
final class Refusals {

  private final BearerTokenAuthenticationEntryPoint challenge =
      new BearerTokenAuthenticationEntryPoint();
  private final BearerTokenAccessDeniedHandler denial = new BearerTokenAccessDeniedHandler();

  /// There is no token, or none that is good; 503 when that cannot be found out now.
  void unauthenticated(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
      throws IOException {
    if (why instanceof AuthenticationServiceException) {
      response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      response.setHeader("Retry-After", "2");
      write(
          request,
          response,
          ProblemType.UNAVAILABLE,
          "The keys of the issuer cannot be had now, so the token was not checked");
      return;
    }
    challenge.commence(request, response, why);
    write(
        request,
        response,
        ProblemType.UNAUTHENTICATED,
        "Send a valid access token as 'Authorization: Bearer ...'");
  }

  /// The token is good, but not for this.
  void scopeMissing(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
      throws IOException {
    denial.handle(request, response, why);
    write(
        request,
        response,
        ProblemType.MISSING_SCOPE,
        "The token has none of the scopes that this needs");
  }

  void write(
      HttpServletRequest request, HttpServletResponse response, ProblemType type, String detail)
      throws IOException {
    byte[] body = Problem.of(type, detail).bytes(request.getRequestURI());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
