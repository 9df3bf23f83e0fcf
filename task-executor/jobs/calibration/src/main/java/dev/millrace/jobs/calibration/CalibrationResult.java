package dev.millrace.jobs.calibration;

import dev.millrace.events.stored.Json;

/// What the command answered.
///
/// @param infoHash as 40 hexadecimal digits
/// @param answer the JSON that the command printed, or its text where that is no JSON
/// @param truncated whether it printed more than is kept
public record CalibrationResult(String infoHash, Json answer, boolean truncated, long durationMs) {}
