package dev.millrace.jobs.recalc.formula;

/// What a check of stored base stats comes to.
public sealed interface CheckedStats permits BaseStats, UnusableStats {}
