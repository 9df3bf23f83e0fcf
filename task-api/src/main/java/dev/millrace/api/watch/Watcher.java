package dev.millrace.api.watch;

import dev.millrace.events.task.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Who asked for a stream, and how.
///
/// @param until when the token that opened it expires; null where it never does
/// @param named whether events have names; a browser's `onmessage` hears those without alone
record Watcher(UserId user, @Nullable Instant until, boolean named) {}
