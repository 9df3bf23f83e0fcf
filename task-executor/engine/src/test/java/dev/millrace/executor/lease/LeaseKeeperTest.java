package dev.millrace.executor.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.task.ExecutorId;
import dev.millrace.executor.attempt.Attempt;
import dev.millrace.executor.attempt.Attempts;
import dev.millrace.executor.attempt.OutcomeWriter;
import dev.millrace.executor.attempt.RunningAttempts;
import dev.millrace.executor.observe.EngineMeters;
import dev.millrace.executor.store.InMemoryRunStore;
import dev.millrace.executor.store.StoreGate;
import dev.millrace.executor.store.TaskClaim;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaseKeeperTest {

  private static final ExecutorId ANNE = new ExecutorId("anne");
  private static final ExecutorId BOB = new ExecutorId("bob");

  private final InMemoryRunStore.Store store = new InMemoryRunStore.Store();
  private final InMemoryRunStore anne = new InMemoryRunStore(store, ANNE);
  private final RunningAttempts running = new RunningAttempts();
  private final EngineMeters meters = new EngineMeters(new SimpleMeterRegistry());
  private final StoreGate gate = new StoreGate();
  private final LeaseKeeper keeper =
      new LeaseKeeper(
          anne,
          running,
          new OutcomeWriter(anne, running, meters),
          gate,
          meters,
          Duration.ofSeconds(1));

  @Test
  void firstHeartbeatOpensTheGate() {
    assertThat(gate.isOpen()).isFalse();

    keeper.beat();

    assertThat(gate.isOpen()).isTrue();
  }

  @Test
  void gateIsClosedWhileTheDatabaseIsAwayAndOpensByItself() {
    keeper.beat();
    store.awayFor(1);

    keeper.beat();
    assertThat(gate.isOpen()).isFalse();

    keeper.beat();
    assertThat(gate.isOpen()).isTrue();
  }

  @Test
  void attemptsOfLostTasksAreStoppedAndTheOthersGoOn() {
    keeper.beat();
    Attempt lost = Attempts.running(running, claimed());
    store.expire(ANNE);
    InMemoryRunStore bob = new InMemoryRunStore(store, BOB);
    bob.renew();
    bob.takeOver(lost.claim().request().type(), 1, 3);
    anne.renew();
    Attempt kept = Attempts.running(running, claimed());
    store.expire(ANNE);

    keeper.beat();

    assertThat(Attempts.isStopped(lost)).isTrue();
    assertThat(Attempts.isStopped(kept)).isFalse();
  }

  private TaskClaim claimed() {
    return anne.claim(List.of(Attempts.work())).getFirst();
  }
}
