package dev.millrace.access;

import dev.millrace.events.task.UserId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/// Whose token a request came with.
public sealed interface Caller {

  /// The token's `sub`.
  UserId user();

  /// May see and control what is their own.
  record User(UserId user) implements Caller {}

  /// May see and control everything.
  record Operator(UserId user) implements Caller {}

  /// The caller of a request that the rules have let through with a token.
  ///
  /// @throws IllegalStateException for a request of nobody: its path is open, and must not ask
  static Caller of(HttpServletRequest request) {
    if (!(request.getUserPrincipal() instanceof Authentication caller)) {
      throw new IllegalStateException("nobody is known behind " + request.getRequestURI());
    }
    String admin = Scopes.authority(Scopes.ADMIN);
    return caller.getAuthorities().stream()
            .anyMatch(authority -> Objects.equals(authority.getAuthority(), admin))
        ? new Operator(new UserId(caller.getName()))
        : new User(new UserId(caller.getName()));
  }

  /// When the token of a request expires; null where it does not say so. Whatever outlives the
  /// request, such as a stream, ends then.
  static @Nullable Instant until(HttpServletRequest request) {
    return request.getUserPrincipal() instanceof JwtAuthenticationToken caller
        ? caller.getToken().getExpiresAt()
        : null;
  }
}
