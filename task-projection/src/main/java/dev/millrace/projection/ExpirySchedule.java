package dev.millrace.projection;

import dev.millrace.projection.postgres.TaskExpiry;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.transaction.TransactionException;

/// Runs the expiry, at the start and then at its interval.
final class ExpirySchedule implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(ExpirySchedule.class);

  private final TaskExpiry expiry;
  private final TaskScheduler scheduler;
  private final ProjectionSettings.Expiry settings;
  private volatile @Nullable ScheduledFuture<?> runs;

  ExpirySchedule(TaskExpiry expiry, TaskScheduler scheduler, ProjectionSettings.Expiry settings) {
    this.expiry = expiry;
    this.scheduler = scheduler;
    this.settings = settings;
  }

  @Override
  public void start() {
    runs = scheduler.scheduleWithFixedDelay(this::run, settings.interval());
  }

  @Override
  public void stop() {
    ScheduledFuture<?> scheduled = runs;
    runs = null;
    if (scheduled != null) {
      scheduled.cancel(false);
    }
  }

  @Override
  public boolean isRunning() {
    return runs != null;
  }

  private long inBatches(IntSupplier batch) {
    long total = 0;
    int deleted;
    do {
      deleted = batch.getAsInt();
      total += deleted;
    } while (deleted > 0 && isRunning());
    return total;
  }

  private void run() {
    try {
      int dropped = expiry.turnPartitions();
      Instant now = scheduler.getClock().instant();
      long tasks = inBatches(() -> expiry.deleteExpired(now, settings.batch()));
      Instant oldest = now.minus(settings.deadLetters());
      long letters = inBatches(() -> expiry.deleteLetters(oldest, settings.batch()));
      if (tasks + letters + dropped > 0) {
        LOG.info("Expired: {} tasks, {} dead letters, {} days of history", tasks, letters, dropped);
      }
    } catch (DataAccessException | TransactionException e) {
      // The next run does what this one did not.
      LOG.warn("Expiry failed; trying again in {}", settings.interval(), e);
    }
  }
}
