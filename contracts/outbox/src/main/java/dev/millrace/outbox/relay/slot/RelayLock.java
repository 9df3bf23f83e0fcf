package dev.millrace.outbox.relay.slot;

import dev.millrace.outbox.relay.wal.RelaySettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The right to be the one relay of a database: an advisory lock, held by a session of its own.
///
/// The lock lives exactly as long as the session, so everything that only the active relay may do
/// in the database is done in this session: if the lock is gone, so is the ability. A crash of this
/// process ends the session at once, a vanished host within ten seconds.
public final class RelayLock implements AutoCloseable {

  private static final Executor IN_PLACE = Runnable::run;
  private static final int MILLIS_TO_ANSWER = 10_000;

  private final Connection session;
  private final ReentrantLock turn = new ReentrantLock();

  /// @param session holds the lock
  public RelayLock(Connection session) {
    this.session = session;
  }

  /// Takes the lock, or returns null while another relay has it.
  public static @Nullable RelayLock tryTake(RelaySettings settings) throws SQLException {
    Connection session = settings.database().connect("millrace-relay " + settings.slot());
    try {
      if (lock(session, settings.slot())) {
        return new RelayLock(session);
      }
    } catch (SQLException e) {
      session.close();
      throw e;
    }
    session.close();
    return null;
  }

  private static boolean lock(Connection session, String slot) throws SQLException {
    try (var statement = session.createStatement()) {
      statement.execute(
          """
          set tcp_keepalives_idle = 3; set tcp_keepalives_interval = 2;
          set tcp_keepalives_count = 3; set tcp_user_timeout = 9000\
          """);
    }
    try (var statement =
        session.prepareStatement("select pg_try_advisory_lock(hashtextextended(?, 0))")) {
      statement.setString(1, "millrace-relay:" + slot);
      try (var row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  /// Does something in the session that holds the lock, one caller at a time.
  public <T extends @Nullable Object> T inSession(Work<T> work) throws SQLException {
    turn.lock();
    try {
      return work.in(session);
    } finally {
      turn.unlock();
    }
  }

  /// The same for what may rightly take longer than a network time-out.
  <T extends @Nullable Object> T inSessionForLong(Work<T> work) throws SQLException {
    return inSession(connection -> {
      connection.setNetworkTimeout(IN_PLACE, 0);
      try {
        return work.in(connection);
      } finally {
        if (!connection.isClosed()) {
          connection.setNetworkTimeout(IN_PLACE, MILLIS_TO_ANSWER);
        }
      }
    });
  }

  /// Whether the session still answers.
  public boolean isHeld() {
    try {
      return inSession(connection -> connection.isValid(5));
    } catch (SQLException e) {
      return false; // a session that cannot be asked has ended, and the lock with it
    }
  }

  /// Gives the lock up, whatever the session is doing.
  @Override
  public void close() {
    try {
      session.abort(IN_PLACE);
    } catch (SQLException e) {
      throw new IllegalStateException("the session of a relay cannot be closed", e);
    }
  }

  /// Something done with a connection.
  public interface Work<T extends @Nullable Object> {
    T in(Connection connection) throws SQLException;
  }
}
