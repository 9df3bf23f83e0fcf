package dev.millrace.api.query.waiting;

import dev.millrace.access.Caller;
import dev.millrace.api.query.TaskFinder;
import dev.millrace.api.query.TaskNews;
import dev.millrace.api.query.document.TaskDocument;
import dev.millrace.events.task.TaskId;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Waits for tasks to change. A wait holds no thread: it is an entry with the one who reads the log
/// for all, and a timer.
final class TaskWait implements AutoCloseable {

  /// As many read the projection at once, so that a crowd that wakes up leaves connections to
  /// others.
  private static final int READERS = 4;

  private final TaskFinder tasks;
  private final TaskNews news;
  private final Set<Waiter> open = ConcurrentHashMap.newKeySet();
  private final Semaphore reading = new Semaphore(READERS);
  private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("task-api-waits").factory());

  TaskWait(TaskFinder tasks, TaskNews news) {
    this.tasks = tasks;
    this.news = news;
  }

  /// Whether the log has told more of a task than is in this document.
  boolean isBehind(TaskDocument document) {
    return news.newest(document.id()) > document.sequence();
  }

  /// The task as soon as it is newer than `seen`, and as new as what the log has told of it; when
  /// the time is over, the task as it stands. None when it is gone by then.
  CompletableFuture<Optional<TaskDocument>> newer(
      Caller caller, TaskDocument seen, Duration atMost) {
    var wait = new Waiter(caller, seen, new CompletableFuture<>());
    var subscription = news.subscribe(seen.id(), wait::heard);
    ScheduledFuture<?> end = timer.schedule(wait::giveUp, atMost.toMillis(), TimeUnit.MILLISECONDS);
    wait.lookAgain(Waiter.LONGEST_PAUSE_MILLIS);
    open.add(wait);
    var _ =
        wait.answer.whenComplete((_, _) -> {
          open.remove(wait);
          subscription.close();
          end.cancel(false);
        });
    return wait.answer;
  }

  /// Ends all waits as if their time was over: this process is about to stop.
  void endAll() {
    open.forEach(Waiter::giveUp);
  }

  @Override
  public void close() {
    timer.shutdownNow();
    readers.shutdownNow();
  }

  /// One wait. A look at the projection that fails is left to the next one, and the last one's
  /// failure is the answer.
  private final class Waiter {
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private final Caller caller;
    // Of the document that the client has seen no more than this: it may be large, and waits many.
    private final TaskId id;
    private final long sequence;
    private final String etag;
    private final CompletableFuture<Optional<TaskDocument>> answer;
    private long told = -1;
    private long pauseMillis = 2;
    private boolean looking;
    private boolean lookAgain;

    Waiter(Caller caller, TaskDocument seen, CompletableFuture<Optional<TaskDocument>> answer) {
      this.caller = caller;
      this.id = new TaskId(seen.id());
      this.sequence = seen.sequence();
      this.etag = seen.etag();
      this.answer = answer;
    }

    synchronized void heard(long newest) {
      told = Math.max(told, newest);
      if (told > sequence) {
        look();
      }
    }

    private synchronized void look() {
      if (answer.isDone() || looking) {
        lookAgain = true;
        return;
      }
      looking = true;
      lookAgain = false;
      readers.execute(this::read);
    }

    private void read() {
      try {
        Optional<TaskDocument> found = find();
        if (found.isEmpty() || isNews(found.get())) {
          answer.complete(found);
          return;
        }
      } catch (RuntimeException e) {
        // The projection is away. The fact that woke this is not lost: it is looked for again.
      }
      afterNothing();
    }

    private synchronized boolean isNews(TaskDocument found) {
      return found.sequence() >= told && !found.etag().equals(etag);
    }

    private synchronized void afterNothing() {
      looking = false;
      if (lookAgain) {
        look();
      } else if (told > sequence) {
        lookAgain(pauseMillis);
        pauseMillis = Math.min(pauseMillis * 3 / 2, LONGEST_PAUSE_MILLIS);
      }
    }

    /// What the log told may be longer ago than is remembered, and the projection later still: one
    /// look after the wait has begun finds that, too.
    private void lookAgain(long millis) {
      if (!answer.isDone() && !timer.isShutdown()) {
        var _ = timer.schedule(this::look, millis, TimeUnit.MILLISECONDS);
      }
    }

    private void giveUp() {
      readers.execute(() -> {
        try {
          answer.complete(find());
        } catch (RuntimeException e) {
          answer.completeExceptionally(e);
        }
      });
    }

    private Optional<TaskDocument> find() {
      reading.acquireUninterruptibly();
      try {
        return tasks.find(caller, id);
      } finally {
        reading.release();
      }
    }
  }
}
