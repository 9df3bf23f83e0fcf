package dev.millrace.api.user;

import dev.millrace.events.task.UserId;
import jakarta.servlet.http.HttpServletRequest;

/// Tells whose request it is. Tasks belong to this user, and only theirs are shown.
@FunctionalInterface
public interface CurrentUser {

  UserId of(HttpServletRequest request);
}
