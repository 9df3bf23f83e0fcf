package dev.millrace.jobs.recalc;

import dev.millrace.executor.handler.TaskContext;
import dev.millrace.jobs.recalc.formula.RecalcFormula;
import dev.millrace.jobs.recalc.rows.MonsterReader;
import dev.millrace.jobs.recalc.rows.MonsterSnapshot;
import dev.millrace.jobs.recalc.rows.MonsterWriter;
import dev.millrace.jobs.recalc.rows.RowOutcome;
import dev.millrace.jobs.recalc.rows.ScopeQuery;
import dev.millrace.jobs.recalc.rows.StaleRows;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.dao.PessimisticLockingFailureException;

/// One run of a recalculation over its batches.
///
/// A batch is one transaction: its rows, their tags and the checkpoint that counts them. A process
/// that dies in the middle leaves whole batches behind, and the next run starts after the last of
/// them.
final class RecalcRun {

  static final int BATCH = 500;

  /// How often a row is read again because somebody edited it, and a batch sent again because it
  /// was the victim of a deadlock.
  static final int TRIES = 5;

  private final TaskContext context;
  private final MonsterReader reader;
  private final MonsterWriter writer;
  private final RecalcFormula formula;
  private final Stopwatch spent;

  RecalcRun(
      TaskContext context,
      MonsterReader reader,
      MonsterWriter writer,
      RecalcFormula formula,
      Stopwatch spent) {
    this.context = context;
    this.reader = reader;
    this.writer = writer;
    this.formula = formula;
    this.spent = spent;
  }

  /// Goes on from a checkpoint to the end of the scope.
  Tally finish(ScopeQuery scope, RecalcCheckpoint from) throws Exception {
    RecalcCheckpoint reached = from;
    while (true) {
      List<MonsterSnapshot> batch =
          reader.page(scope, reached.lastId(), reached.lastOfAll(), BATCH);
      if (batch.isEmpty()) {
        return reached.tally();
      }
      reached = commit(reached, batch);
      report(reached);
      context.stopIfAsked();
    }
  }

  private RecalcCheckpoint commit(RecalcCheckpoint before, List<MonsterSnapshot> batch)
      throws Exception {
    Map<Long, RowOutcome> outcomes = LinkedHashMap.newLinkedHashMap(batch.size());
    batch.forEach(row -> outcomes.put(row.id(), RowOutcome.of(row, formula)));
    Map<Long, Integer> edits = new HashMap<>();
    int deadlocks = 0;
    while (true) {
      RecalcCheckpoint after =
          before.after(batch.getLast().id(), spent.elapsed(), outcomes.values());
      List<RowOutcome.Changed> changed =
          outcomes.values().stream()
              .filter(RowOutcome.Changed.class::isInstance)
              .map(RowOutcome.Changed.class::cast)
              .toList();
      try {
        return context.commit(after, database -> writer.write(database, changed));
      } catch (StaleRows stale) {
        recompute(outcomes, stale.ids(), edits);
      } catch (PessimisticLockingFailureException e) {
        if (++deadlocks == TRIES) {
          throw e;
        }
      }
    }
  }

  /// Reads rows again that somebody edited. A row that is edited again and again is given up, so
  /// that it cannot hold up the others.
  private void recompute(
      Map<Long, RowOutcome> outcomes, Set<Long> stale, Map<Long, Integer> edits) {
    Map<Long, MonsterSnapshot> now = new HashMap<>();
    reader.byIds(stale).forEach(row -> now.put(row.id(), row));
    for (Long id : stale) {
      MonsterSnapshot row = now.get(id);
      if (row == null) {
        outcomes.put(id, new RowOutcome.Failed(id, "", "removed while it was recalculated"));
      } else if (edits.merge(id, 1, Integer::sum) > TRIES) {
        outcomes.put(
            id,
            new RowOutcome.Failed(
                id, row.name(), "edited " + TRIES + " times while it was recalculated"));
      } else {
        outcomes.put(id, RowOutcome.of(row, formula));
      }
    }
  }

  private void report(RecalcCheckpoint reached) {
    Tally tally = reached.tally();
    long done = tally.processed();
    Duration time = Duration.ofMillis(reached.spentMillis());
    context.progress(
        done,
        Math.max(done, reached.total()),
        RecalcReport.rate(done, time) + " rows/s",
        new RecalcProgress(tally.changed(), tally.unchanged(), tally.failed()));
  }
}
