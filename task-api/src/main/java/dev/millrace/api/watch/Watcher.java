package dev.millrace.api.watch;

import dev.millrace.events.task.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The user of a stream, and when the token that opened it expires; null where it never does.
record Watcher(UserId user, @Nullable Instant until) {}
