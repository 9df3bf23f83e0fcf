package dev.millrace.jobs.recalc;

/// What a recalculation says about itself while it runs.
record RecalcProgress(long changed, long unchanged, long failed) {}
