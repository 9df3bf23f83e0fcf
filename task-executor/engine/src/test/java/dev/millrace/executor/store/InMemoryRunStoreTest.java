package dev.millrace.executor.store;

import dev.millrace.events.Fact;
import dev.millrace.events.task.ExecutorId;
import java.util.List;

/// The fake keeps the contracts, so that tests on it say something about the real one.
final class InMemoryRunStoreTest implements ClaimContract, OutcomeContract, LeaseContract {

  private final InMemoryRunStore.Store store = new InMemoryRunStore.Store();

  @Override
  public RunStore storeOf(ExecutorId executor) {
    return new InMemoryRunStore(store, executor);
  }

  @Override
  public void expire(ExecutorId executor) {
    store.expire(executor);
  }

  @Override
  public List<Fact> facts() {
    return store.facts();
  }
}
