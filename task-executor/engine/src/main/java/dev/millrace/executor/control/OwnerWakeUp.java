package dev.millrace.executor.control;

import dev.millrace.events.task.ExecutorId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens for the word that somebody asked something of this executor's tasks, and has it look at
/// once.
///
/// It only makes the next heartbeat come sooner: while its connection is lost, requests are seen a
/// heartbeat later and nothing is missed. It keeps one connection of the pool.
final class OwnerWakeUp {

  /// Where a control transaction names the owners it concerns, one a message.
  static final String CHANNEL = "millrace_control";

  private static final Logger LOG = LoggerFactory.getLogger(OwnerWakeUp.class);
  private static final Duration LOOK_WHETHER_STOPPED = Duration.ofMillis(500);
  private static final Duration CONNECT_AGAIN = Duration.ofSeconds(2);

  private final DataSource database;
  private final ExecutorId self;
  private final Runnable look;
  private final Thread thread;
  private volatile boolean stopping;

  /// @param look has the executor look at what is asked of it; must not block
  OwnerWakeUp(DataSource database, ExecutorId self, Runnable look) {
    this.database = database;
    this.self = self;
    this.look = look;
    this.thread = Thread.ofPlatform().name("millrace-wake-up").daemon().unstarted(this::loop);
  }

  void start() {
    thread.start();
  }

  void stop(Duration patience) throws InterruptedException {
    stopping = true;
    LockSupport.unpark(thread);
    thread.join(patience);
  }

  private void loop() {
    while (!stopping) {
      try (Connection connection = database.getConnection()) {
        listen(connection);
      } catch (SQLException e) {
        LOG.debug("No word of requests but by heartbeat for now: {}", e.toString());
        if (!stopping) {
          LockSupport.parkNanos(CONNECT_AGAIN.toNanos());
        }
      }
    }
  }

  private void listen(Connection connection) throws SQLException {
    execute(connection, "listen " + CHANNEL);
    // Whatever was asked before the channel was open.
    look.run();
    PGConnection notifications = connection.unwrap(PGConnection.class);
    while (!stopping) {
      PGNotification[] heard =
          notifications.getNotifications(Math.toIntExact(LOOK_WHETHER_STOPPED.toMillis()));
      if (concernsMe(heard)) {
        look.run();
      }
    }
    execute(connection, "unlisten *");
  }

  private boolean concernsMe(PGNotification[] heard) {
    if (heard == null) {
      return false;
    }
    for (PGNotification one : heard) {
      if (self.value().equals(one.getParameter())) {
        return true;
      }
    }
    return false;
  }

  private static void execute(Connection connection, String statement) throws SQLException {
    try (var sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }
}
