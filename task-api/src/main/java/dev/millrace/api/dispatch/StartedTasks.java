package dev.millrace.api.dispatch;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/// Tells which tasks something has happened to since they were accepted. One that is left out by
/// mistake is sent once more than needed, and its claim is dropped.
@FunctionalInterface
public interface StartedTasks {

  Set<UUID> among(Collection<UUID> ids);
}
