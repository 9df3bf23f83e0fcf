package dev.millrace.jobs.intake;

/// What became of the monsters of a batch.
record UpsertCount(long created, long updated, long unchanged) {

  static final UpsertCount NONE = new UpsertCount(0, 0, 0);

  UpsertCount plus(UpsertCount more) {
    return new UpsertCount(
        created + more.created, updated + more.updated, unchanged + more.unchanged);
  }
}
