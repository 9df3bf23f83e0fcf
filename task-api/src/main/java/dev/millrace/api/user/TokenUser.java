package dev.millrace.api.user;

import dev.millrace.access.Caller;
import dev.millrace.events.task.UserId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Takes the user from the token: its `sub`, and whether it is an operator's.
@Component
final class TokenUser implements CurrentUser {

  @Override
  public UserId of(HttpServletRequest request) {
    return Caller.of(request).user();
  }

  @Override
  public Caller caller(HttpServletRequest request) {
    return Caller.of(request);
  }

  @Override
  public @Nullable Instant until(HttpServletRequest request) {
    return Caller.until(request);
  }
}
