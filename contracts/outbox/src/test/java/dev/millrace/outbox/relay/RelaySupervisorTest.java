package dev.millrace.outbox.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.outbox.relay.slot.RelayLock;
import dev.millrace.outbox.relay.wal.RelayDatabase;
import dev.millrace.outbox.relay.wal.RelaySettings;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The supervisor runs on the test's thread, and the last session that a test has stops it.
@Timeout(20)
class RelaySupervisorTest {

  private static final RelaySettings SETTINGS =
      RelaySettings.of(
          "test", new RelayDatabase(List.of("localhost:1"), "test", "test", "", Map.of()));

  private final List<Callable<@Nullable RelayLock>> locks = new ArrayList<>();
  private final List<Session> sessions = new ArrayList<>();
  private final List<RelayLock> ledUnder = new ArrayList<>();
  private final RelaySupervisor supervisor =
      new RelaySupervisor("test", () -> locks.removeFirst().call(), new ScriptedSession());

  @Test
  void relayStandsByWhileAnotherHasTheLock() {
    List<RelayHealth> before = new ArrayList<>();
    var lock = new HeldLock();
    locks.add(() -> null);
    locks.add(() -> {
      before.add(supervisor.health());
      return lock.lock;
    });
    sessions.add(_ -> supervisor.stop());

    supervisor.run();

    assertThat(before).containsExactly(new RelayHealth.Standby());
    assertThat(ledUnder).containsExactly(lock.lock);
  }

  @Test
  void sessionThatFailsIsFollowedByAnotherUnderTheSameLock() {
    List<RelayHealth> between = new ArrayList<>();
    var lock = new HeldLock();
    locks.add(() -> lock.lock);
    sessions.add(_ -> {
      throw new IllegalStateException("the slot was lost");
    });
    sessions.add(_ -> {
      between.add(supervisor.health());
      supervisor.stop();
    });

    supervisor.run();

    assertThat(ledUnder).containsExactly(lock.lock, lock.lock);
    assertThat(between)
        .singleElement()
        .isInstanceOfSatisfying(
            RelayHealth.Recovering.class,
            trouble -> assertThat(trouble.reason()).endsWith("starts again: the slot was lost"));
  }

  @Test
  void nothingIsPublishedUnderALockThatIsGone() {
    var lost = new HeldLock();
    var next = new HeldLock();
    locks.add(() -> lost.lock);
    locks.add(() -> next.lock);
    sessions.add(_ -> {
      lost.alive.set(false);
      throw new SQLException("the connection is closed");
    });
    sessions.add(_ -> supervisor.stop());

    supervisor.run();

    assertThat(ledUnder).containsExactly(lost.lock, next.lock);
    assertThat(lost.closed).isTrue();
  }

  @Test
  void databaseThatCannotBeReachedIsTriedAgain() {
    List<RelayHealth> between = new ArrayList<>();
    var lock = new HeldLock();
    locks.add(() -> {
      throw new SQLException("refused");
    });
    locks.add(() -> {
      between.add(supervisor.health());
      return lock.lock;
    });
    sessions.add(_ -> supervisor.stop());

    supervisor.run();

    assertThat(between)
        .singleElement()
        .extracting(RelayHealth::trouble)
        .isEqualTo(Optional.of("PostgreSQL cannot be reached: refused"));
  }

  @Test
  void sessionThatEndsBecauseItIsStoppedIsNoTrouble() {
    var lock = new HeldLock();
    locks.add(() -> lock.lock);
    sessions.add(health -> {
      health.accept(new RelayHealth.Relaying(7, Duration.ZERO));
      supervisor.stop();
      throw new InterruptedException("cut off");
    });

    supervisor.run();

    assertThat(supervisor.health()).isEqualTo(new RelayHealth.Standby());
    assertThat(lock.closed).isTrue();
  }

  @Test
  void abandoningClosesTheSessionThatHoldsTheLock() {
    var lock = new HeldLock();
    List<Boolean> closedWithin = new ArrayList<>();
    locks.add(() -> lock.lock);
    sessions.add(_ -> {
      supervisor.stop();
      supervisor.abandon();
      closedWithin.add(lock.closed.get());
    });

    supervisor.run();

    assertThat(closedWithin).containsExactly(true);
  }

  /// What one session does.
  private interface Session {
    void run(Consumer<RelayHealth> health) throws Exception;
  }

  private final class ScriptedSession extends RelaySession {

    ScriptedSession() {
      super(SETTINGS, Map.of(), _ -> Optional.empty(), _ -> {});
    }

    @Override
    void run(RelayLock lock, BooleanSupplier goOn, Consumer<RelayHealth> health) throws Exception {
      ledUnder.add(lock);
      sessions.removeFirst().run(health);
    }
  }

  /// A lock whose database session ends when a test says so.
  private static final class HeldLock {

    private final AtomicBoolean alive = new AtomicBoolean(true);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final RelayLock lock =
        new RelayLock(
            (Connection)
                Proxy.newProxyInstance(
                    Connection.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (_, method, _) -> answer(method.getName())));

    private @Nullable Object answer(String method) {
      return switch (method) {
        case "isValid" -> alive.get();
        case "abort" -> {
          closed.set(true);
          yield null;
        }
        default -> throw new UnsupportedOperationException(method);
      };
    }
  }
}
