package dev.millrace.api.query;

import dev.millrace.api.pause.PausedTypes;
import java.time.Clock;

/// What a document says beside its row: how things stand around the task.
record TypeConditions(PausedTypes paused, TypeLoads loads, Clock clock) {}
