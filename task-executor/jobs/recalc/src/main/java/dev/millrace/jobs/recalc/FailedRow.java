package dev.millrace.jobs.recalc;

/// One row that was skipped, as the report shows it.
public record FailedRow(long id, String name, String reason) {}
