package dev.millrace.api.watch.resume;

import dev.millrace.api.watch.live.Fanout;
import dev.millrace.api.watch.log.LogPosition;
import dev.millrace.api.watch.log.LogReader;
import dev.millrace.api.watch.log.TaskOrigins;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/// Serves streams that begin in the past, until they have come up to the live ones.
///
/// A stream joins the live ones at once where the fan-out remembers everything since its position.
/// The others wait for a [CatchUpPass], which serves all who wait when it begins, however many; a
/// few passes run at once. If its client reads too slowly, a stream leaves the pass for a rest and
/// waits for the next one. Whoever is cut off knows where they were, and comes again.
public final class CatchUp implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);
  private static final int MOST_PASSES = 2;

  private final Fanout fanout;
  private final TaskOrigins origins;
  private final Supplier<LogReader> logs;
  private final CatchUpAllowance allowance;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<ResumingStream> waiting = new ArrayList<>();
  private int passes;
  private volatile boolean stopping;

  /// One that nobody waits for.
  ///
  /// @param logs opens the log
  public CatchUp(
      Fanout fanout, TaskOrigins origins, Supplier<LogReader> logs, CatchUpAllowance allowance) {
    this.fanout = fanout;
    this.origins = origins;
    this.logs = logs;
    this.allowance = allowance;
  }

  /// Lets a stream go on from a position.
  ///
  /// @param lost is run when that position is not in the log, or too far back
  public void resume(Resumable stream, LogPosition position, Runnable lost) {
    var resuming = new ResumingStream(stream, position, next -> resume(stream, next, lost), lost);
    try {
      resuming.join(fanout, origins);
    } catch (DataAccessException e) {
      LOG.warn("A stream that resumed is cut off: {}", e.toString());
      stream.cutOff();
      return;
    }
    if (!resuming.settle()) {
      await(resuming);
    }
  }

  @Override
  public void close() {
    stopping = true;
    threads.shutdownNow();
  }

  private synchronized void await(ResumingStream resuming) {
    if (stopping) {
      resuming.cutOff();
      return;
    }
    waiting.add(resuming);
    if (passes < MOST_PASSES) {
      passes++;
      threads.execute(this::serve);
    }
  }

  private synchronized List<ResumingStream> next() {
    List<ResumingStream> group = new ArrayList<>(waiting);
    waiting.clear();
    if (group.isEmpty()) {
      passes--;
    }
    return group;
  }

  private void serve() {
    for (List<ResumingStream> group = next(); !group.isEmpty(); group = next()) {
      try {
        serve(group);
      } catch (KafkaException | DataAccessException e) {
        LOG.warn("{} streams that resumed are cut off: {}", group.size(), e.toString());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        LOG.error("{} streams that resumed are cut off", group.size(), e);
      }
      group.forEach(ResumingStream::cutOff);
    }
  }

  private void serve(List<ResumingStream> group) throws InterruptedException {
    var pass = new CatchUpPass(group, fanout, origins, allowance, () -> stopping);
    if (pass.awaitLive()) {
      try (LogReader log = logs.get()) {
        if (log.assign()) {
          pass.read(log);
        }
      }
    }
  }
}
