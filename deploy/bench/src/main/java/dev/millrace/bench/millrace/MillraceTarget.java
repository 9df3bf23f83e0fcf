package dev.millrace.bench.millrace;

import dev.millrace.bench.load.Deadline;
import dev.millrace.bench.load.Target;
import dev.millrace.bench.load.Work;
import dev.millrace.bench.millrace.process.MillraceHttp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Millrace over HTTP. A task is finished when a client can read that it is.
///
/// A task that was accepted may not be counted yet, so unfinished is what was accepted less what
/// became final and is not somebody else's.
final class MillraceTarget implements Target {

  private final MillraceHttp http;
  private final MillraceHttp operator;
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong finishedElsewhere;

  /// @param operator may hold and release a task type
  MillraceTarget(MillraceHttp http, MillraceHttp operator) throws Exception {
    this.http = http;
    this.operator = operator;
    this.finishedElsewhere = new AtomicLong(finished());
  }

  @Override
  public void submitBatch(int count, Work work) throws Exception {
    var line = "{\"type\":\"sleep\",\"parameters\":" + parameters(work) + "}\n";
    http.post("/api/tasks", "application/x-ndjson", line.repeat(count));
    accepted.addAndGet(count);
  }

  @Override
  public String submitOne(Work work) throws Exception {
    var task = http.post("/api/tasks/sleep", "application/json", parameters(work));
    accepted.incrementAndGet();
    return task.path("id").asString();
  }

  @Override
  public long unfinished() throws Exception {
    return accepted.get() - (finished() - finishedElsewhere.get());
  }

  @Override
  public void awaitFinished(String id, Duration patience) throws Exception {
    var deadline = new Deadline(patience);
    var path = "/api/tasks/" + id;
    Optional<String> version = Optional.empty();
    while (true) {
      var answer = http.getChanged(path, version, deadline.left());
      version = answer.entityTag();
      if (answer.body().filter(task -> isFinal(task.path("status").asString(""))).isPresent()) {
        return;
      }
      deadline.check("task " + id + " is not finished");
    }
  }

  @Override
  public void hold() throws Exception {
    operator.post("/api/task-types/sleep/pause", "application/json", "");
  }

  @Override
  public void release() throws Exception {
    operator.post("/api/task-types/sleep/resume", "application/json", "");
  }

  @Override
  public void close() {
    http.close();
    operator.close();
  }

  /// So many tasks more became final that were not submitted through this target.
  void addFinishedElsewhere(long tasks) {
    finishedElsewhere.addAndGet(tasks);
  }

  /// How many tasks a user is told have become final.
  long finished() throws Exception {
    return TaskCounts.finished(http.get("/api/tasks/stats"));
  }

  void awaitRunning(String id, Deadline deadline) throws Exception {
    while (!http.get("/api/tasks/" + id).path("status").asString("").equals("running")) {
      deadline.check("task " + id + " does not run");
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /// How many of the tasks completed more than once, by their histories.
  long doubled(List<String> ids) throws Exception {
    long doubled = 0;
    for (var id : ids) {
      if (Histories.completions(http.get("/api/tasks/" + id + "/events")) > 1) {
        doubled++;
      }
    }
    return doubled;
  }

  private static boolean isFinal(String status) {
    return TaskCounts.isFinal(status);
  }

  private static String parameters(Work work) {
    return "{\"millis\":" + work.sleep().toMillis() + "}";
  }
}
