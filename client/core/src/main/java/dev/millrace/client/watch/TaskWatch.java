package dev.millrace.client.watch;

import dev.millrace.client.http.Calls;
import dev.millrace.client.task.Progress;
import dev.millrace.client.task.Task;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// All who wait for one task in one place: it is watched once, and only while somebody waits.
public final class TaskWatch {

  private final Calls calls;
  private final UUID id;
  private final List<Consumer<Progress>> listeners = new CopyOnWriteArrayList<>();
  private final Set<CompletableFuture<Task>> waiting = new HashSet<>();
  private @Nullable TaskFollower follower;

  public TaskWatch(Calls calls, UUID id) {
    this.calls = calls;
    this.id = id;
  }

  /// Has it told of progress while somebody waits.
  public void onProgress(Consumer<Progress> listener) {
    listeners.add(listener);
  }

  /// The task once it has ended. Whoever cancels this waits no more.
  public CompletableFuture<Task> end() {
    var waiter = new CompletableFuture<Task>();
    TaskFollower started = join(waiter);
    if (started != null) {
      var unusedEnd = started.end().whenComplete((task, failure) -> ended(started, task, failure));
      started.start();
    }
    var unusedWaiter = waiter.whenComplete((task, failure) -> leave(waiter));
    return waiter;
  }

  /// The follower that is to be started; null where one is under way.
  private synchronized @Nullable TaskFollower join(CompletableFuture<Task> waiter) {
    waiting.add(waiter);
    if (follower != null) {
      return null;
    }
    follower = new TaskFollower(calls, id, this::tell);
    return follower;
  }

  /// Why the task could not be heard of last; null where it could, or nobody waits.
  public synchronized @Nullable Throwable trouble() {
    return follower == null ? null : follower.trouble();
  }

  private void tell(Progress progress) {
    for (Consumer<Progress> listener : listeners) {
      try {
        listener.accept(progress);
      } catch (RuntimeException e) {
        // Those who wait are not to suffer for it; it is reported as of a thread that ends so.
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
      }
    }
  }

  private void ended(TaskFollower which, @Nullable Task task, @Nullable Throwable failure) {
    List<CompletableFuture<Task>> told;
    synchronized (this) {
      if (follower != which) {
        return;
      }
      follower = null;
      told = List.copyOf(waiting);
      waiting.clear();
    }
    for (CompletableFuture<Task> waiter : told) {
      if (task != null) {
        waiter.complete(task);
      } else if (failure != null) {
        waiter.completeExceptionally(failure);
      }
    }
  }

  @SuppressWarnings("CollectionUndefinedEquality") // The same one is meant.
  private void leave(CompletableFuture<Task> waiter) {
    TaskFollower unneeded;
    synchronized (this) {
      waiting.remove(waiter);
      if (!waiting.isEmpty()) {
        return;
      }
      unneeded = follower;
      follower = null;
    }
    if (unneeded != null) {
      unneeded.stop();
    }
  }
}
