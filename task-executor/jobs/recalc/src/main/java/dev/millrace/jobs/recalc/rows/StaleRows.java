package dev.millrace.jobs.recalc.rows;

import java.util.Set;

/// Some rows of a batch were edited after they were read; nothing of the batch is committed.
public final class StaleRows extends Exception {

  private final transient Set<Long> ids;

  public StaleRows(Set<Long> ids) {
    super(ids.size() + " rows were edited meanwhile");
    this.ids = Set.copyOf(ids);
  }

  public Set<Long> ids() {
    return ids;
  }
}
