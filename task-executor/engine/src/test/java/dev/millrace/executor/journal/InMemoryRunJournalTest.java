package dev.millrace.executor.journal;

import dev.millrace.events.Fact;
import dev.millrace.events.task.ExecutorId;
import java.util.List;

/// The fake keeps the contract, so that tests on it say something about the real one.
final class InMemoryRunJournalTest extends RunJournalContract {

  private final InMemoryRunJournal.Store store = new InMemoryRunJournal.Store();

  @Override
  RunJournal journalOf(ExecutorId executor) {
    return new InMemoryRunJournal(store, executor);
  }

  @Override
  void expire(ExecutorId executor) {
    store.expire(executor);
  }

  @Override
  List<Fact> facts() {
    return store.facts();
  }
}
