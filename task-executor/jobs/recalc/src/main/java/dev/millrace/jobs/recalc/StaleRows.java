package dev.millrace.jobs.recalc;

import java.util.Set;

/// Some rows of a batch were edited after they were read; nothing of the batch is committed.
final class StaleRows extends Exception {

  private final transient Set<Long> ids;

  StaleRows(Set<Long> ids) {
    super(ids.size() + " rows were edited meanwhile");
    this.ids = Set.copyOf(ids);
  }

  Set<Long> ids() {
    return ids;
  }
}
