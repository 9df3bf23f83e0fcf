package dev.millrace.api.user;

import dev.millrace.events.task.UserId;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;

/// One user for whoever comes: right only while the service listens on loopback alone.
@Component
final class Everybody implements CurrentUser {

  private static final UserId ANONYMOUS = new UserId("anonymous");

  @Override
  public UserId of(HttpServletRequest request) {
    return ANONYMOUS;
  }
}
