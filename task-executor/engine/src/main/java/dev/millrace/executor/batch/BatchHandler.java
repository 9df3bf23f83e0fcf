package dev.millrace.executor.batch;

import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import dev.millrace.executor.counting.CountWatch;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.TaskContext;
import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.executor.handler.TransactionalWork;
import dev.millrace.executor.handler.Workload;
import dev.millrace.executor.work.Waits;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Runs the parent of a batch: waits for its children, and reports how they end.
///
/// It holds a virtual thread, and no permit of those that work. Where it dies, whoever takes the
/// batch over counts again from the run store. A batch that somebody cancels goes on waiting, for
/// it is not over before its children are: task-api has asked each of them to stop as well.
public final class BatchHandler implements TaskHandler<BatchParameters, BatchReport>, Waits {

  private static final TaskType TYPE = new TaskType("batch");
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private final ChildRows rows;
  private final CountWatch<ChildCounts> watch;

  public BatchHandler(JdbcClient database) {
    this.rows = new ChildRows(database);
    this.watch = new CountWatch<>(rows::counts, ChildCounts.NONE, LOOK_EVERY);
  }

  /// How far a batch has come, beside the number of children that are over.
  record Detail(int completed, int failed, int cancelled, int timeout) {}

  @Override
  public TaskType type() {
    return TYPE;
  }

  @Override
  public String description() {
    return "Stands for many tasks of one type, submitted at /api/tasks/{type}/batch.";
  }

  @Override
  public Class<BatchParameters> parameters() {
    return BatchParameters.class;
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
  public BatchReport run(BatchParameters batch, TaskContext context) throws Exception {
    watch.add(context.taskId());
    try {
      return end(batch, waitForAll(batch, context), context);
    } finally {
      watch.remove(context.taskId());
    }
  }

  private ChildCounts waitForAll(BatchParameters batch, TaskContext context) throws Exception {
    ChildCounts counts = ChildCounts.NONE;
    boolean interrupted = false;
    do {
      ChildCounts known = counts;
      try {
        counts = watch.await(context.taskId(), known);
      } catch (InterruptedException e) {
        if (interrupted) {
          // Cancelled before, and now the executor stops: the children are asked already.
          throw e;
        }
        interrupted = true;
      }
      if (context.isStopping() && !counts.cancelling()) {
        counts = reread(context.taskId(), counts);
        if (!counts.cancelling()) {
          // Paused, the executor stops, or the lease is lost: this ends the run.
          context.commit(progress(counts), TransactionalWork.NONE);
        }
      }
      if (!counts.equals(known)) {
        context.progress(counts.ended(), (long) batch.total(), null, progress(counts));
      }
    } while (counts.ended() < batch.total());
    return counts;
  }

  private static Detail progress(ChildCounts counts) {
    return new Detail(counts.completed(), counts.failed(), counts.cancelled(), counts.timeout());
  }

  private ChildCounts reread(TaskId batch, ChildCounts known) {
    return rows.counts(List.of(batch)).getOrDefault(batch, known);
  }

  private BatchReport end(BatchParameters batch, ChildCounts counts, TaskContext context)
      throws Exception {
    return switch (BatchDecision.of(
        batch, counts, rows.failures(context.taskId(), BatchReport.SAMPLE))) {
      case BatchDecision.Complete complete -> complete.report();
      case BatchDecision.Fail fail -> throw new PermanentFailure(fail.code(), fail.message());
      case BatchDecision.EndCancelled _ -> throw new InterruptedException("the batch is cancelled");
      case BatchDecision.Wait _ ->
          throw new IllegalStateException("children were counted and are not over");
    };
  }
}
