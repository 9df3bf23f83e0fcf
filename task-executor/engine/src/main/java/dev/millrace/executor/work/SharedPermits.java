package dev.millrace.executor.work;

import java.util.ArrayList;
import java.util.List;

/// What tasks of all types share in one executor: permits, and the memory of their parameters.
///
/// Each type has a floor: while it runs less, that many permits are kept for it, so no type takes
/// all of an executor. The floors of all types are an eighth of the permits. The memory is an
/// eighth of the heap; once it is used up nothing starts until a task ends. Its monitor guards all
/// types' permits.
final class SharedPermits {

  private static final int SHARE = 8;

  private final int limit;
  private final int floor;
  private final long memory;
  private final Runnable onFree;
  private final List<Permits> types = new ArrayList<>();
  private int used;
  private long held;

  /// @param limit tasks of all types that run at once
  /// @param types how many types there are
  /// @param memory characters of parameters that running tasks may hold
  /// @param onFree hears that a permit is free; must not block
  SharedPermits(int limit, int types, long memory, Runnable onFree) {
    this.limit = limit;
    this.floor = limit < 2 * types ? 0 : Math.max(1, limit / (SHARE * Math.max(1, types)));
    this.memory = memory;
    this.onFree = onFree;
  }

  /// What an executor's tasks may hold by default.
  static long memoryOfHeap() {
    return Runtime.getRuntime().maxMemory() / SHARE;
  }

  synchronized void add(Permits permits) {
    types.add(permits);
  }

  /// How many more tasks of a type may start.
  synchronized int freeFor(Permits type) {
    if (used > 0 && held >= memory) {
      return 0;
    }
    int kept = 0;
    for (Permits other : types) {
      kept += other == type ? 0 : other.missing(floor);
    }
    return limit - used - kept;
  }

  /// Characters of parameters that fit beside what is held.
  synchronized long memoryLeft() {
    return memory - held;
  }

  synchronized void taken(int permits) {
    used += permits;
  }

  synchronized void hold(long size) {
    held += size;
  }

  void onFree() {
    onFree.run();
  }
}
