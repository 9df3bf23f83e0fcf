package dev.millrace.api.pause;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Who paused a type, why and when, as clients see it.
public record TypePause(String by, @Nullable String reason, Instant at) {}
