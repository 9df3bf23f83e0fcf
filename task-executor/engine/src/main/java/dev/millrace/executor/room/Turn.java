package dev.millrace.executor.room;

import dev.millrace.events.task.Priority;
import dev.millrace.events.task.UserId;

/// So many tasks of a user and a priority may start, the oldest ones.
public record Turn(UserId user, Priority priority, int tasks) {}
