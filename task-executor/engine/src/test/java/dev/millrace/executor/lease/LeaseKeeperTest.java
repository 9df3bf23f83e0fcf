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

  @Test
  void taskThatIsClaimedHereAndDoesNotRunIsGivenBackAtTheSecondLook() {
    keeper.beat();
    TaskClaim answerWasLost = claimed();
    Attempt runs = Attempts.running(running, claimed());
    InMemoryRunStore bob = new InMemoryRunStore(store, BOB);
    bob.renew();

    beat(LeaseKeeper.BEATS_BETWEEN_LOOKS);
    assertThat(anne.held()).containsOnlyKeys(answerWasLost.taskId(), runs.claim().taskId());

    beat(LeaseKeeper.BEATS_BETWEEN_LOOKS);
    assertThat(anne.held()).containsOnlyKeys(runs.claim().taskId());
    assertThat(bob.takeOver(runs.claim().request().type(), 10, 3))
        .extracting(TaskClaim::taskId)
        .containsExactly(answerWasLost.taskId());
  }

  @Test
  void taskThatIsMissedOnceIsNotGivenBack() {
    keeper.beat();
    TaskClaim claim = claimed();
    beat(LeaseKeeper.BEATS_BETWEEN_LOOKS);
    Attempts.running(running, claim);

    beat(2 * LeaseKeeper.BEATS_BETWEEN_LOOKS);

    assertThat(anne.held()).containsOnlyKeys(claim.taskId());
  }

  private void beat(int times) {
    for (int i = 0; i < times; i++) {
      keeper.beat();
    }
  }

  private TaskClaim claimed() {
    return anne.claim(List.of(Attempts.work())).getFirst();
  }
}
