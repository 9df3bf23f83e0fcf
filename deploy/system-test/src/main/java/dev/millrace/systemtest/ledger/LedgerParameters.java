package dev.millrace.systemtest.ledger;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/// @param steps how many rows are written, one a commit
/// @param millis the pause before each of them
record LedgerParameters(@Min(1) @Max(10_000) int steps, @Min(0) @Max(60_000) int millis) {}
