package dev.millrace.client;

import dev.millrace.client.http.Answer;
import dev.millrace.client.http.Call;
import dev.millrace.client.http.Calls;
import dev.millrace.client.task.AwaitTimeoutException;
import dev.millrace.client.task.Progress;
import dev.millrace.client.task.Task;
import dev.millrace.client.task.TaskEndedException;
import dev.millrace.client.task.TaskStatus;
import dev.millrace.client.watch.TaskWatch;
import dev.millrace.type.TaskType;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A task behind HTTP.
final class HttpTaskHandle<R extends @Nullable Object> implements TaskHandle<R> {

  /// As much of a reason as is kept; it may be in a query.
  private static final int LONGEST_REASON = 500;

  private final Calls calls;
  private final TaskJson json;
  private final UUID id;
  private final TaskType<?, R> type;
  private final String path;
  private final TaskWatch watch;

  HttpTaskHandle(Calls calls, TaskJson json, UUID id, TaskType<?, R> type) {
    this.calls = calls;
    this.json = json;
    this.id = id;
    this.type = type;
    this.path = Paths.TASKS + "/" + id;
    this.watch = new TaskWatch(calls, id);
  }

  @Override
  public UUID id() {
    return id;
  }

  @Override
  public R await(Duration atMost) {
    CompletableFuture<R> result = result();
    try {
      return Blocking.get(result, atMost);
    } catch (TimeoutException e) {
      Throwable trouble = watch.trouble();
      result.cancel(false);
      throw new AwaitTimeoutException(id, atMost, trouble);
    }
  }

  @Override
  public CompletableFuture<R> result() {
    CompletableFuture<Task> end = watch.end();
    CompletableFuture<R> result = end.thenCompose(this::resultOf);
    var unused = result.whenComplete((value, failure) -> end.cancel(false));
    return result;
  }

  private CompletableFuture<R> resultOf(Task task) {
    if (task.status() != TaskStatus.COMPLETED) {
      throw TaskEndedException.of(task);
    }
    // What is too large to stand in the task stands alone.
    boolean apart =
        task.document().path("result").isNull()
            && task.document().path("resultBytes").isNumber()
            && type.resultType() != Void.class;
    return apart
        ? calls
            .send(Call.get(path + "/result"))
            .thenApply(answer -> json.result(answer.json(), type))
        : CompletableFuture.completedFuture(json.result(task.document().path("result"), type));
  }

  @Override
  public TaskHandle<R> onProgress(Consumer<Progress> listener) {
    watch.onProgress(listener);
    return this;
  }

  @Override
  public Task get() {
    return Task.read(Blocking.get(calls.send(Call.get(path))).json());
  }

  @Override
  public Task cancel(@Nullable String reason) {
    return ask(Control.CANCEL, reason);
  }

  @Override
  public Task pause(@Nullable String reason) {
    return ask(Control.PAUSE, reason);
  }

  @Override
  public Task resume(@Nullable String reason) {
    return ask(Control.RESUME, reason);
  }

  @Override
  public Task redrive(@Nullable String reason) {
    return ask(Control.REDRIVE, reason);
  }

  /// A body of `DELETE` is not carried by every proxy: the reason is in the query.
  private Task ask(Control control, @Nullable String reason) {
    String address =
        Paths.with(
            path + control.path(), reason == null ? Map.of() : Map.of("reason", cut(reason)));
    Call call = Call.once(control.method(), address, BodyPublishers.noBody());
    Answer answer =
        Blocking.get(
            calls.send(control.isRepeatable() ? call.repeatable(control::isReached) : call));
    return answer.status() < 400 ? Task.read(answer.json()) : get();
  }

  private static String cut(String reason) {
    return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
  }

  @Override
  public String toString() {
    return "TaskHandle[" + id + ", " + type + "]";
  }
}
