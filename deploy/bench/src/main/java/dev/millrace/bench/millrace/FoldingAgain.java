package dev.millrace.bench.millrace;

import static dev.millrace.bench.millrace.process.StoredTasks.PROJECTION;

import dev.millrace.bench.load.Deadline;
import dev.millrace.bench.millrace.process.MillraceProcess;
import dev.millrace.bench.millrace.process.SideService;
import dev.millrace.bench.millrace.process.StoredTasks;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/// A second projection that folds the recorded log from its beginning, as a rebuild does, into a
/// database of its own. The first one has nothing to do meanwhile.
///
/// The projection says how far it is by the offsets that it stores with its rows. Counted is from
/// the first look that finds any, so the start of its process is not in the figure, but a JVM that
/// is still cold is.
final class FoldingAgain {

  private static final String DATABASE = "bench_fold";
  private static final String FOLDED =
      "select coalesce(sum(next_offset), 0) from projection_offset where topic = 'millrace.events'";

  private final MillraceProcess process;
  private final StoredTasks stored;

  FoldingAgain(MillraceProcess process, StoredTasks stored) {
    this.process = process;
    this.stored = stored;
  }

  /// Facts a second.
  double run(Deadline deadline) throws Exception {
    long all = stored.number(PROJECTION, FOLDED);
    stored.execute(PROJECTION, "create database " + DATABASE);
    var watching = new Watch(all, deadline);
    var watcher = Thread.ofPlatform().daemon().start(watching);
    try (var _ = process.startBeside(SideService.projection(DATABASE), "projection")) {
      watcher.join(deadline.left());
      deadline.check("the log of " + all + " facts is not folded");
      return watching.rate();
    } finally {
      watcher.interrupt();
      watcher.join();
      stored.execute(PROJECTION, "drop database " + DATABASE + " with (force)");
    }
  }

  /// Folding begins before the process says that it is ready, so it is looked at from the side.
  private final class Watch implements Runnable {

    private final long all;
    private final Deadline deadline;
    private volatile double rate;

    Watch(long all, Deadline deadline) {
      this.all = all;
      this.deadline = deadline;
    }

    double rate() {
      if (rate == 0) {
        throw new IllegalStateException("the second projection was not seen to fold");
      }
      return rate;
    }

    @Override
    public void run() {
      long before = 0;
      long start = System.nanoTime();
      try (var connection = stored.connect(DATABASE)) {
        while (!deadline.left().isZero()) {
          long folded = folded(connection);
          if (before == 0 && folded > 0) {
            before = folded;
            start = System.nanoTime();
          }
          if (folded >= all) {
            rate = (folded - before) / ((System.nanoTime() - start) / 1e9);
            return;
          }
          TimeUnit.MILLISECONDS.sleep(20);
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      } catch (InterruptedException e) {
        // Nobody waits for the rate any more.
        Thread.currentThread().interrupt();
      }
    }

    /// 0 before its tables are there.
    private long folded(Connection connection) throws SQLException {
      try (var statement = connection.createStatement();
          var there =
              statement.executeQuery("select to_regclass('projection_offset') is not null")) {
        there.next();
        if (!there.getBoolean(1)) {
          return 0;
        }
      }
      try (var statement = connection.createStatement();
          var rows = statement.executeQuery(FOLDED)) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }
}
