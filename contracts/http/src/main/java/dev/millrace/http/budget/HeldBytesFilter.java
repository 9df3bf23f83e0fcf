package dev.millrace.http.budget;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;

/// Gives each request an empty hand to take memory with, and takes it back at the end. It comes
/// after Spring Security's filter, so that it knows whose request it is, and before those that read
/// bodies.
public final class HeldBytesFilter extends OncePerRequestFilter implements Ordered {

  private final ByteBudget budget;

  public HeldBytesFilter(ByteBudget budget) {
    this.budget = budget;
  }

  @Override
  public int getOrder() {
    return 0;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Principal caller = request.getUserPrincipal();
    try (var held = new HeldBytes(budget, caller == null ? "" : caller.getName())) {
      held.standFor(request);
      chain.doFilter(request, response);
    }
  }
}
