package dev.millrace.bench.millrace;

import dev.millrace.bench.millrace.process.MillraceHttp;
import dev.millrace.bench.millrace.process.StoredTasks;
import java.util.List;
import java.util.UUID;

/// The calls that read, of a user who has all the tasks there are. Safe for many threads at once.
public final class MillraceReads {

  private static final int DIFFERENT_TASKS = 20_000;

  private final MillraceHttp http;
  private final List<UUID> tasks;

  /// @throws IllegalStateException when there is no finished task to read
  public MillraceReads(MillraceHttp http, StoredTasks stored) throws Exception {
    this.http = http;
    this.tasks = stored.sample(DIFFERENT_TASKS);
    if (tasks.isEmpty()) {
      throw new IllegalStateException("there is no task to read");
    }
  }

  /// One task out of those picked from everywhere in the table, another with each number.
  public void one(int number) throws Exception {
    http.get("/api/tasks/" + tasks.get(number % tasks.size()));
  }

  public void newestPage() throws Exception {
    http.get("/api/tasks");
  }

  public void newestCompletedPage() throws Exception {
    http.get("/api/tasks?status=completed");
  }

  public void statistics() throws Exception {
    http.get("/api/tasks/stats");
  }
}
