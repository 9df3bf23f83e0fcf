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
    return new UserId(Caller.of(request).subject());
  }

  @Override
  public Viewer viewer(HttpServletRequest request) {
    return switch (Caller.of(request)) {
      case Caller.User user -> new Viewer.Owner(new UserId(user.subject()));
      case Caller.Operator operator -> new Viewer.Operator(new UserId(operator.subject()));
    };
  }

  @Override
  public @Nullable Instant until(HttpServletRequest request) {
    return Caller.until(request);
  }
}
