package dev.millrace.jobs.llm;

/// What a call is for; decides how long a provider may take.
public enum CallKind {
  ANALYSIS,
  WORKLOAD,
  OTHER
}
