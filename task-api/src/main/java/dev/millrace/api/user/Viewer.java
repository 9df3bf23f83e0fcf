package dev.millrace.api.user;

import dev.millrace.events.task.UserId;

/// Whose tasks somebody may see and control. What they may not see does not exist for them.
public sealed interface Viewer {

  /// Their own.
  record Owner(UserId user) implements Viewer {}

  /// Everybody's.
  record Operator(UserId user) implements Viewer {}
}
