package dev.millrace.executor.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A new task that is to be claimed.
///
/// @param since when its attempt began, which may be before the claim
/// @param end how the attempt ended, where it has; it is written with the claim
public record BegunTask(WorkItem.Requested item, Instant since, @Nullable Outcome end) {}
