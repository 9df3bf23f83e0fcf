package dev.millrace.executor.store;

import dev.millrace.events.Fact;
import dev.millrace.events.task.ExecutorId;
import java.util.List;

/// The fake keeps the contract, so that tests on it say something about the real one.
final class InMemoryRunStoreTest extends RunStoreContract {

  private final InMemoryRunStore.Store store = new InMemoryRunStore.Store();

  @Override
  protected RunStore journalOf(ExecutorId executor) {
    return new InMemoryRunStore(store, executor);
  }

  @Override
  protected void expire(ExecutorId executor) {
    store.expire(executor);
  }

  @Override
  protected List<Fact> facts() {
    return store.facts();
  }
}
