package dev.millrace.api.quota;

import dev.millrace.access.Caller;
import dev.millrace.api.user.CurrentUser;
import dev.millrace.http.input.LimitedInput;
import dev.millrace.http.problem.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// Asks a user's quotas before a call is worked on, and before its body is read: what is refused
/// afterwards has cost something, too.
///
/// A body whose length was not announced is counted when it was read: what it is too much, the
/// user's next ones wait for.
final class QuotaFilter extends OncePerRequestFilter implements Ordered {

  private final Quotas quotas;
  private final CurrentUser users;
  private final HandlerExceptionResolver problems;

  QuotaFilter(Quotas quotas, CurrentUser users, HandlerExceptionResolver problems) {
    this.quotas = quotas;
    this.users = users;
    this.problems = problems;
  }

  /// After those that know whose request it is, and before the one that knows its key.
  @Override
  public int getOrder() {
    return 10;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getUserPrincipal() == null;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Caller caller = users.caller(request);
    try {
      take(caller, request, response);
    } catch (ProblemException e) {
      problems.resolveException(request, response, null, e);
      return;
    }
    try {
      chain.doFilter(request, response);
    } finally {
      if (request.getContentLengthLong() < 0) {
        quotas.owe(caller, LimitedInput.readOf(request));
      }
    }
  }

  private void take(Caller caller, HttpServletRequest request, HttpServletResponse response) {
    // Decoded, as the controllers see it: another spelling of a path is no cheaper.
    String path = request.getServletPath();
    switch (Charge.of(request.getMethod(), path, request.getQueryString())) {
      case Charge.Free() -> {
        // Nothing to ask.
      }
      case Charge.Read(int weight) -> quotas.read(caller, weight, response);
      case Charge.Control(int weight) -> quotas.control(caller, weight, response);
      case Charge.Estimate() -> {
        quotas.estimate(caller, response);
        quotas.knock(caller, 0, response);
      }
      case Charge.Submission() ->
          quotas.knock(caller, Math.max(0, request.getContentLengthLong()), response);
    }
  }
}
