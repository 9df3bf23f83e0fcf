package dev.millrace.executor.bulk;

import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.task.TaskType;
import dev.millrace.executor.counting.CountWatch;
import dev.millrace.executor.handler.TaskContext;
import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.executor.handler.TransactionalWork;
import dev.millrace.executor.handler.Workload;
import dev.millrace.executor.work.Waits;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Runs a bulk-control task: waits for the answers to its commands, and reports them.
///
/// It holds a virtual thread, and no permit of those that work. It writes nothing, so where it
/// dies, whoever takes the task over reads the same counts and goes on. Who writes the commands is
/// task-api, which stops doing so when the task is cancelled or paused; what is on its way then is
/// still counted.
public final class BulkControlHandler
    implements TaskHandler<BulkControlParameters, BulkReport>, Waits {

  private static final TaskType TYPE = new TaskType("bulk-control");
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private final CountWatch<BulkCounts> watch;

  public BulkControlHandler(JdbcClient database) {
    this.watch = new CountWatch<>(new BulkRows(database)::counts, BulkCounts.NONE, LOOK_EVERY);
  }

  /// How far it is, beside the number of answers.
  record Detail(long done, long refused) {}

  @Override
  public TaskType type() {
    return TYPE;
  }

  @Override
  public String description() {
    return "Cancels or retries all tasks that a filter admits; submitted with a body of its own.";
  }

  @Override
  public Class<BulkControlParameters> parameters() {
    return BulkControlParameters.class;
  }

  @Override
  public Workload workload() {
    return Workload.WAITS;
  }

  /// It may outlive any number of executors: it does nothing that could have killed them.
  @Override
  public TaskPolicy policy() {
    return TaskPolicy.STANDARD.withMaxTakeovers(Integer.MAX_VALUE);
  }

  @Override
  public BulkReport run(BulkControlParameters bulk, TaskContext context) throws Exception {
    watch.add(context.taskId());
    try {
      return waitForAll(bulk, context);
    } finally {
      watch.remove(context.taskId());
    }
  }

  private BulkReport waitForAll(BulkControlParameters bulk, TaskContext context) throws Exception {
    BulkCounts counts = BulkCounts.NONE;
    long changedAt = System.nanoTime();
    while (true) {
      Duration silence = Duration.ofNanos(System.nanoTime() - changedAt);
      if (BulkDecision.of(bulk.action(), counts, silence)
          instanceof BulkDecision.Complete complete) {
        return complete.report();
      }
      BulkCounts now = await(counts, context);
      if (!now.equals(counts)) {
        counts = now;
        changedAt = System.nanoTime();
        Long total = now.expected() == null ? bulk.expected() : now.expected();
        context.progress(
            now.answered(),
            total == null ? null : Math.max(total, now.answered()),
            null,
            new Detail(now.done(), now.refused()));
      }
    }
  }

  /// An interruption ends the run here, whatever it is for.
  private BulkCounts await(BulkCounts known, TaskContext context) throws Exception {
    try {
      BulkCounts now = watch.await(context.taskId(), known);
      if (context.isStopping()) {
        end(known, context);
      }
      return now;
    } catch (InterruptedException e) {
      end(known, context);
      throw e;
    }
  }

  private static void end(BulkCounts counts, TaskContext context) throws Exception {
    context.commit(new Detail(counts.done(), counts.refused()), TransactionalWork.NONE);
  }
}
