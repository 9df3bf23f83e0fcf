package dev.millrace.jobs.recalc.formula;

/// Base stats that no score can be made of.
///
/// @param reason every stat that is wrong and how, for the owner of the data
public record UnusableStats(String reason) implements CheckedStats {}
