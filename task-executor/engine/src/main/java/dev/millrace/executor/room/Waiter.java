package dev.millrace.executor.room;

import dev.millrace.events.task.Priority;
import dev.millrace.events.task.UserId;
import java.util.Map;

/// A user with waiting tasks of one type.
///
/// @param running the user's running tasks of the type, of all executors
/// @param waiting the user's waiting tasks of each priority, counted up to the free permits
public record Waiter(UserId user, int running, Map<Priority, Integer> waiting) {

  public Waiter {
    waiting = Map.copyOf(waiting);
  }

  int total() {
    return waiting.values().stream().mapToInt(Integer::intValue).sum();
  }
}
