package dev.millrace.client.watch;

import dev.millrace.client.http.Answer;
import dev.millrace.client.http.Call;
import dev.millrace.client.http.Calls;
import dev.millrace.client.http.OpenStream;
import dev.millrace.client.http.StreamAnswer;
import dev.millrace.client.problem.BadAnswerException;
import dev.millrace.client.problem.ProblemException;
import dev.millrace.client.problem.UnreachableException;
import dev.millrace.client.task.Progress;
import dev.millrace.client.task.Task;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Follows one task to its end.
///
/// A stream says when to look, the task itself says whether it has ended: a stream that ends, for
/// whatever reason, is followed by a look, and a look at a task that goes on by another stream,
/// which resumes where the one before broke off. So no end is missed, whatever is lost on the way.
/// Where streams are refused, the look itself is held back by the service (`Prefer: wait`). What
/// may pass is tried again until somebody stops it.
///
/// Steps follow each other, never two at once.
final class TaskFollower {

  /// The service sends no larger one: parameters and results above 256 KB are not in events.
  private static final int LARGEST_EVENT = 2 << 20;

  private static final String PROGRESSED = "dev.millrace.task.progressed.v1";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final CompletableFuture<Task> end = new CompletableFuture<>();
  private final Calls calls;
  private final String path;
  private final Consumer<Progress> listener;
  private volatile Runnable underWay = () -> {};
  private @Nullable String lastId;
  private @Nullable String tag;
  private @Nullable Progress told;
  private long streamAgain = System.nanoTime();
  private int vain;
  private volatile @Nullable Throwable trouble;

  TaskFollower(Calls calls, UUID id, Consumer<Progress> listener) {
    this.calls = calls;
    this.path = "/api/tasks/" + id;
    this.listener = listener;
    var unused = end.whenComplete((task, failure) -> underWay.run());
  }

  /// The task as it ended; a failure where trying again does not help.
  CompletableFuture<Task> end() {
    return end;
  }

  @Nullable Throwable trouble() {
    return trouble;
  }

  void start() {
    guarded(this::step);
  }

  void stop() {
    end.cancel(false);
  }

  private void guarded(Runnable step) {
    if (end.isDone()) {
      return;
    }
    try {
      step.run();
    } catch (RuntimeException e) {
      end.completeExceptionally(e);
    }
  }

  private void step() {
    if (System.nanoTime() - streamAgain >= 0) {
      listen();
    } else {
      look(true);
    }
  }

  private void listen() {
    var parser = new SseParser(LARGEST_EVENT, lastId, this::heard);
    Call call = Call.get(path + "/stream").with("Accept", "text/event-stream");
    CompletableFuture<StreamAnswer> opening =
        calls.open(
            lastId == null ? call : call.with("Last-Event-ID", lastId),
            bytes -> {
              parser.feed(bytes);
              lastId = parser.lastId();
            });
    onStop(() -> opening.cancel(true));
    var unused =
        opening.whenComplete((answer, failure) ->
            guarded(() -> {
              if (answer instanceof StreamAnswer.Opened opened) {
                listenTo(opened.stream());
              } else if (answer instanceof StreamAnswer.Refused refused) {
                refused(refused.status());
              } else {
                streamEnded(failure);
              }
            }));
  }

  private void listenTo(OpenStream stream) {
    onStop(stream::close);
    var unused = stream.end().whenComplete((nothing, broken) -> guarded(() -> streamEnded(broken)));
  }

  /// 204 says that all was heard; 401, that the token has run out. To both, a look is the answer.
  private void refused(int status) {
    if (status != 204 && status != 401) {
      streamAgain = System.nanoTime() + calls.settings().streamAgain().toNanos();
    }
    look(false);
  }

  private void streamEnded(@Nullable Throwable broken) {
    Throwable cause = cause(broken);
    trouble = cause == null ? null : new UnreachableException("The task's stream broke off", cause);
    if (cause instanceof BadAnswerException) {
      // It is not the stream that it should be; looking may do.
      streamAgain = System.nanoTime() + calls.settings().streamAgain().toNanos();
    }
    look(false);
  }

  private void heard(SseEvent event) {
    vain = 0;
    trouble = null;
    try {
      if (event.name().equals("task")) {
        tell(Task.read(JSON.readTree(event.data())).progress());
      } else if (event.name().equals(PROGRESSED)) {
        tell(Progress.ofEvent(JSON.readTree(event.data())));
      }
    } catch (JacksonException e) {
      throw new BadAnswerException("An event is no JSON", e);
    }
  }

  private void tell(@Nullable Progress progress) {
    if (progress != null && !progress.equals(told) && !end.isDone()) {
      told = progress;
      listener.accept(progress);
    }
  }

  /// @param held whether the service may hold the answer back until the task has changed
  private void look(boolean held) {
    Call call = Call.get(path);
    if (held && tag != null) {
      call =
          call.with("Prefer", "wait=" + calls.settings().poll().toSeconds())
              .with("If-None-Match", tag)
              .heldBack(calls.settings().poll());
    }
    CompletableFuture<Answer> sent = calls.send(call);
    onStop(() -> sent.cancel(true));
    long asked = System.nanoTime();
    var unused =
        sent.whenComplete((answer, failure) ->
            guarded(() -> {
              if (answer != null) {
                seen(answer, held, System.nanoTime() - asked);
              } else {
                notSeen(cause(failure));
              }
            }));
  }

  private void seen(Answer answer, boolean held, long nanos) {
    trouble = null;
    if (answer.status() == 304) {
      // Where nothing holds the answers back, the pauses have to.
      vain = nanos < calls.settings().longestPause().toNanos() ? vain + 1 : 0;
      calls.later(vain, () -> guarded(this::step));
      return;
    }
    String before = tag;
    tag = answer.headers().firstValue("etag").orElse(null);
    Task task = Task.read(answer.json());
    tell(task.progress());
    if (task.status().isFinal()) {
      end.complete(task);
    } else {
      boolean changed = tag != null && !tag.equals(before);
      vain = held && changed ? 1 : vain + 1;
      calls.later(vain, () -> guarded(this::step));
    }
  }

  private void notSeen(@Nullable Throwable failure) {
    boolean mayPass =
        failure instanceof UnreachableException
            || (failure instanceof ProblemException problem
                && (problem.status() >= 500 || problem.status() == 429));
    if (mayPass) {
      trouble = failure;
      calls.later(++vain, () -> guarded(this::step));
    } else {
      end.completeExceptionally(
          failure == null ? new IllegalStateException("no answer and no failure") : failure);
    }
  }

  /// What ends the step that is under way, when nobody waits any more.
  private void onStop(Runnable action) {
    underWay = action;
    if (end.isDone()) {
      action.run();
    }
  }

  private static @Nullable Throwable cause(@Nullable Throwable failure) {
    Throwable inner = failure;
    while (inner instanceof CompletionException && inner.getCause() != null) {
      inner = inner.getCause();
    }
    return inner;
  }
}
