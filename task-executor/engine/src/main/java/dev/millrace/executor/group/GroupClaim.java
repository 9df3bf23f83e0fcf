package dev.millrace.executor.group;

import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.outbox.relay.slot.StartRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/// Makes sure whose database it is before the relay starts: a slot that was made under the name of
/// a wrong group would keep the server's WAL for ever.
public final class GroupClaim implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(GroupClaim.class);

  private final GroupDatabase database;
  private final ExecutorGroup group;
  private final ExecutorId self;
  private volatile boolean running;

  public GroupClaim(GroupDatabase database, ExecutorGroup group, ExecutorId self) {
    this.database = database;
    this.group = group;
    this.self = self;
  }

  /// @throws StartRefused when the database has the tasks of another group
  @Override
  public void start() {
    try {
      database.claim(group, self);
    } catch (DataAccessException e) {
      // The engine asks again, and takes in nothing before it knows.
      LOG.warn("Whose database it is cannot be told yet: {}", e.toString());
    }
    running = true;
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /// Before the relay.
  @Override
  public int getPhase() {
    return -1;
  }
}
