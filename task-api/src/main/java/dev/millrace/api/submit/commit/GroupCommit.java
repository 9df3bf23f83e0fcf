package dev.millrace.api.submit.commit;

import dev.millrace.api.idempotency.StoredResponse;
import dev.millrace.api.problem.TaskProblem;
import dev.millrace.events.task.TaskId;
import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemException;
import dev.millrace.http.problem.ProblemType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Commits the submissions of concurrent requests together.
///
/// While a writer waits for a commit, whatever comes queues up; then it takes all of it, within
/// bounds, as the next group. So groups grow with the load by themselves, and a lone request waits
/// for nobody. A submission is answered after its commit and never before.
///
/// When the process dies before a commit, nobody was told 202 and nothing was written. When it dies
/// after one, the rows and their facts are in the WAL, and the relay publishes them, whether or not
/// the answer reached its caller. When the database refuses a group for one of its rows, each
/// submission is tried alone, so that it fails only the caller who sent it. When the database
/// cannot say whether it committed, nobody of the group is told 202, and nobody's task is written
/// twice.
public final class GroupCommit implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
  private static final Duration SOON = Duration.ofSeconds(1);

  private final SubmissionStore store;
  private final SubmissionQueue queue;
  private final List<Thread> writers;
  private final LongAdder unanswered = new LongAdder();

  public GroupCommit(SubmissionStore store, GroupCommitSettings settings) {
    this.store = store;
    this.queue = new SubmissionQueue(settings);
    this.writers = new ArrayList<>();
    for (int i = 0; i < settings.writers(); i++) {
      writers.add(Thread.ofPlatform().daemon().name("task-api-commit-" + i).start(this::run));
    }
  }

  /// Writes the submissions of one request, all or none, and returns after their commit.
  ///
  /// A caller that is interrupted meanwhile changes nothing: the group goes on without it.
  ///
  /// @return those that were not written, each with the identical task that stands for it
  /// @throws ProblemException when too much waits already, or the write failed
  public Map<TaskId, TaskId> commit(List<Submission> submissions) {
    return commit(submissions, null);
  }

  /// The same with the promise of an answer, which is written in the same transaction. When tasks
  /// in flight stand for some of the submissions, nothing is written: the answer is another then.
  ///
  /// @throws ProblemException also when somebody else has the key of the promise
  public Map<TaskId, TaskId> commit(List<Submission> submissions, @Nullable StoredResponse pledge) {
    var waiting = new Waiting(new Entry(submissions, pledge));
    if (!queue.offer(waiting)) {
      throw Problem.of(ProblemType.OVERLOADED, "More submissions wait than can be written soon")
          .retryAfter(SOON)
          .asException();
    }
    unanswered.increment();
    try {
      return waiting.done().get();
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(e);
    } finally {
      unanswered.decrement();
    }
  }

  /// How many requests wait for a commit, queued or in a group.
  long unanswered() {
    return unanswered.sum();
  }

  /// Writes what is queued, then ends; takes nothing new.
  @Override
  public void close() {
    queue.close();
    for (Thread writer : writers) {
      try {
        writer.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void run() {
    List<Waiting> group = queue.take();
    while (!group.isEmpty()) {
      write(group);
      group = queue.take();
    }
  }

  private void write(List<Waiting> group) {
    if (group.size() > 1 && group.stream().anyMatch(one -> one.entry().standsAlone())) {
      // It may have to be taken back, and nobody else's submission with it.
      group.stream().filter(one -> one.entry().standsAlone()).forEach(one -> write(List.of(one)));
      List<Waiting> others = group.stream().filter(one -> !one.entry().standsAlone()).toList();
      if (!others.isEmpty()) {
        write(others);
      }
      return;
    }
    SubmissionStore.Written written;
    try {
      written = store.write(group.stream().map(Waiting::entry).toList());
    } catch (SubmissionStore.Rejected e) {
      if (group.size() == 1) {
        LOG.warn("The database refused a submission", e);
        group.getFirst().done().completeExceptionally(e);
      } else {
        group.forEach(one -> write(List.of(one)));
      }
      return;
    } catch (Throwable e) {
      // The writer must outlive whatever happens: the next group may fare better.
      LOG.error("A group of {} submissions was not committed", group.size(), e);
      group.forEach(waiting -> waiting.done().completeExceptionally(e));
      return;
    }
    group.forEach(waiting -> waiting.complete(written));
  }

  private static ProblemException failure(@Nullable Throwable cause) {
    if (cause instanceof SubmissionStore.Rejected) {
      return Problem.of(
              ProblemType.BAD_REQUEST, "The database refused the task; the log has the reason")
          .asException();
    }
    if (cause instanceof SubmissionStore.KeyTaken) {
      return Problem.of(
              TaskProblem.KEY_IN_FLIGHT, "Another request with this key was faster; ask again")
          .retryAfter(SOON)
          .asException();
    }
    return Problem.of(
            ProblemType.UNAVAILABLE,
            "The task was not confirmed by the database, so it is not accepted for certain")
        .retryAfter(SOON)
        .asException();
  }

  /// What one request has to be written, and the request that waits for it.
  ///
  /// @param done completed after the commit; nobody need be left to see it
  public record Waiting(Entry entry, CompletableFuture<Map<TaskId, TaskId>> done) {

    Waiting(Entry entry) {
      this(entry, new CompletableFuture<>());
    }

    void complete(SubmissionStore.Written written) {
      if (written.hasTaken(entry)) {
        done.completeExceptionally(new SubmissionStore.KeyTaken());
      } else {
        done.complete(entry.mine(written.standIns()));
      }
    }

    int rows() {
      return entry.rows();
    }

    long weight() {
      return entry.weight();
    }
  }
}
