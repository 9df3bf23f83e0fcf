package dev.millrace.executor.saga;

import dev.millrace.events.TaskEvent;
import dev.millrace.executor.handler.TaskTransaction;
import java.util.ArrayList;
import java.util.List;

/// A journal in memory whose process dies at the write that a test chooses, on either side of its
/// commit. What a step or a compensation does before the commit is kept with the commit alone.
final class CrashingSagaJournal implements SagaJournal {

  /// Which side of a commit.
  enum Side {
    BEFORE,
    AFTER
  }

  /// The process is gone.
  static final class Crash extends RuntimeException {}

  private final int crashAt;
  private final Side side;
  private final List<String> staged = new ArrayList<>();
  private int writes;
  private SagaState state = SagaState.NEW;
  final List<String> effects = new ArrayList<>();
  final List<TaskEvent> facts = new ArrayList<>();

  /// @param crashAt the number of the write, from 0; each crash happens once
  CrashingSagaJournal(int crashAt, Side side) {
    this.crashAt = crashAt;
    this.side = side;
  }

  /// What a step writes.
  void effect(String effect) {
    staged.add(effect);
  }

  @Override
  @SuppressWarnings("NullAway") // there is no database: effects are words
  public void commit(SagaWork work) throws Exception {
    staged.clear();
    TaskTransaction none = null;
    SagaWork.Written written = work.write(none);
    crash(Side.BEFORE);
    effects.addAll(staged);
    state = written.next();
    facts.add(written.fact());
    crash(Side.AFTER);
    writes++;
  }

  /// Turns the saga round, as the engine does when an attempt ends without success.
  void unwind(SagaEnd end) {
    crash(Side.BEFORE);
    state = state.unwinding(end, 1);
    crash(Side.AFTER);
    writes++;
  }

  SagaState state() {
    return state;
  }

  private void crash(Side here) {
    if (writes == crashAt && here == side) {
      writes++;
      throw new Crash();
    }
  }
}
