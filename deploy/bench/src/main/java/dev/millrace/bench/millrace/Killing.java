package dev.millrace.bench.millrace;

import dev.millrace.bench.contender.RunningContender.Recovery;
import dev.millrace.bench.load.Deadline;
import dev.millrace.bench.load.Work;
import dev.millrace.bench.millrace.process.MillraceProcess;
import dev.millrace.bench.millrace.process.SideService;
import dev.millrace.bench.millrace.process.StoredTasks;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Kills what runs tasks with SIGKILL and watches what becomes of them.
final class Killing {

  private static final int MOST_TRIES = 20;

  private final MillraceProcess process;
  private final MillraceTarget target;
  private final StoredTasks stored;

  Killing(MillraceProcess process, MillraceTarget target, StoredTasks stored) {
    this.process = process;
    this.target = target;
    this.stored = stored;
  }

  /// Kills a second executor. The first one takes its tasks over: who owns a task is what the
  /// executors' run store says.
  Recovery ofExecutor(int tasks, Duration each, Duration patience) throws Exception {
    var deadline = new Deadline(patience);
    try (var second = process.startBeside(SideService.executor(), "executor-killed")) {
      var owner = newestExecutor();
      var all = new ArrayList<String>();
      int its = 0;
      // Nobody says who gets which, so more are submitted until it has enough.
      for (int i = 0; i < MOST_TRIES && its < tasks; i++) {
        for (int one = 0; one < tasks; one++) {
          all.add(target.submitOne(Work.sleeping(each)));
        }
        TimeUnit.MILLISECONDS.sleep(200);
        its = running(owner).size();
      }
      if (its < tasks) {
        throw new IllegalStateException("the second executor runs " + its + " tasks");
      }
      second.process().kill();
      long killed = System.nanoTime();
      while (!running(owner).isEmpty()) {
        deadline.check("tasks of the killed executor are not taken over");
        TimeUnit.MILLISECONDS.sleep(10);
      }
      double seconds = (System.nanoTime() - killed) / 1e9;
      return new Recovery(seconds, unfinished(all, patience), target.doubled(all));
    }
  }

  /// Kills the standalone, which is all there is, and starts it again at once. The time holds the
  /// whole restart: it is what a user of the standalone waits.
  Recovery ofStandalone(int tasks, Duration each, Duration patience) throws Exception {
    var deadline = new Deadline(patience);
    var ids = new ArrayList<String>();
    for (int i = 0; i < tasks; i++) {
      ids.add(target.submitOne(Work.sleeping(each)));
    }
    for (var id : ids) {
      target.awaitRunning(id, deadline);
    }
    process.kill();
    long killed = System.nanoTime();
    process.restart();
    long lost = unfinished(ids, patience);
    double seconds = (System.nanoTime() - killed) / 1e9 - each.toNanos() / 1e9;
    return new Recovery(seconds, lost, target.doubled(ids));
  }

  /// Those that do not finish within another whole patience: a slow restart loses no task.
  private long unfinished(List<String> ids, Duration patience) throws Exception {
    var deadline = new Deadline(patience);
    long lost = 0;
    for (var id : ids) {
      try {
        target.awaitFinished(id, deadline.left());
      } catch (TimeoutException e) {
        lost++;
      }
    }
    return lost;
  }

  private String newestExecutor() throws SQLException {
    try (var connection = stored.connect(StoredTasks.EXECUTOR);
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select id from millrace_engine.executor order by started_at desc limit 1")) {
      rows.next();
      return rows.getString(1);
    }
  }

  private List<UUID> running(String owner) throws SQLException {
    return stored.ids(
        StoredTasks.EXECUTOR,
        "select task_id from millrace_engine.run where owner = ? and state = 'running'",
        owner);
  }
}
