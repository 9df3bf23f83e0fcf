package dev.millrace.api.user;

import dev.millrace.access.Caller;
import dev.millrace.events.task.UserId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Tells whose request it is.
@FunctionalInterface
public interface CurrentUser {

  /// Who the tasks belong to that this request submits, and who acted where it controls one.
  UserId of(HttpServletRequest request);

  /// Whose tasks this request may see and control.
  default Caller caller(HttpServletRequest request) {
    return new Caller.User(of(request));
  }

  /// When the request's token expires; null where it does not. What goes on after the request, a
  /// stream or a wait, ends then.
  default @Nullable Instant until(HttpServletRequest request) {
    return null;
  }
}
