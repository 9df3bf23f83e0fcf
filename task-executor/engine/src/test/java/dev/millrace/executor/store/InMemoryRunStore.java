package dev.millrace.executor.store;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskCompensationStarted;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskFailed;
import dev.millrace.events.TaskProgressed;
import dev.millrace.events.TaskRetryScheduled;
import dev.millrace.events.TaskStarted;
import dev.millrace.events.TaskTakenOver;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.TaskError;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import dev.millrace.executor.handler.TaskTransaction;
import dev.millrace.executor.handler.TransactionalWork;
import dev.millrace.executor.saga.SagaEnd;
import dev.millrace.executor.saga.SagaState;
import dev.millrace.executor.saga.SagaWork;
import dev.millrace.executor.saga.Unwinding;
import dev.millrace.executor.store.rows.RunLines;
import dev.millrace.executor.store.rows.Unowned;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.QueryTimeoutException;

/// A store in memory. Leases run out, and its database goes away, when a test says so; handlers'
/// own writes go nowhere.
public final class InMemoryRunStore implements RunStore {

  private final Store store;
  private final ExecutorId self;

  public InMemoryRunStore(Store store, ExecutorId self) {
    this.store = store;
    this.self = self;
  }

  /// What all executors of a test share.
  public static final class Store {
    private final Map<TaskId, Row> rows = new LinkedHashMap<>();
    private final Map<ExecutorId, Lease> leases = new HashMap<>();
    private final List<Fact> facts = new ArrayList<>();
    private int away;

    public synchronized List<Fact> facts() {
      return List.copyOf(facts);
    }

    public synchronized void expire(ExecutorId executor) {
      leases.put(executor, Lease.EXPIRED);
    }

    /// So many of the next claims, renewals and outcomes do not reach the database.
    public synchronized void awayFor(int calls) {
      away = calls;
    }

    private void requireReached() {
      if (away > 0) {
        away--;
        throw new QueryTimeoutException("the database is away");
      }
    }

    private void tell(Row row, TaskEvent event) {
      facts.add(new Fact(row.claim.taskId(), ++row.sequence, Instant.now(), event));
    }

    private @Nullable Row held(TaskClaim claim) {
      Row row = rows.get(claim.taskId());
      return row != null && row.running && row.claim.epoch() == claim.epoch() ? row : null;
    }
  }

  private enum Lease {
    VALID,
    EXPIRED,
    RELEASED
  }

  private static final class Row {
    private TaskClaim claim;
    private ExecutorId owner;
    private @Nullable ExecutorId handedOnBy;
    private long sequence;
    private int takeovers;
    private boolean running = true;
    private boolean waiting;
    private boolean compensates;

    private Row(TaskClaim claim, ExecutorId owner) {
      this.claim = claim;
      this.owner = owner;
    }
  }

  @Override
  public List<TaskClaim> claim(List<WorkItem> items) {
    synchronized (store) {
      store.requireReached();
      if (store.leases.get(self) != Lease.VALID) {
        throw new LeaseLapsed(self.value());
      }
      List<TaskClaim> claims = new ArrayList<>();
      for (WorkItem item : items) {
        Row row = store.rows.get(item.taskId());
        switch (item) {
          case WorkItem.Requested one when row == null -> {
            Row fresh = new Row(TaskClaim.first(one.task()), self);
            store.rows.put(item.taskId(), fresh);
            claims.add(start(fresh));
          }
          case WorkItem.Continued one
              when row != null && row.waiting && row.sequence == one.fact().sequence() -> {
            row.claim = with(row.claim, row.claim.epoch() + 1, row.claim.checkpoint(), 1);
            claims.add(start(row));
          }
          case WorkItem.Requested _, WorkItem.Continued _ -> {}
        }
      }
      return claims;
    }
  }

  @Override
  public Set<TaskId> claimBegun(List<BegunTask> tasks) {
    synchronized (store) {
      Set<TaskId> claimed =
          claim(tasks.stream().<WorkItem>map(BegunTask::item).toList()).stream()
              .map(TaskClaim::taskId)
              .collect(Collectors.toSet());
      List<Outcome> ends =
          tasks.stream()
              .filter(task -> claimed.contains(task.item().taskId()))
              .flatMap(task -> Stream.ofNullable(task.end()))
              .toList();
      finish(ends);
      return claimed;
    }
  }

  @Override
  public boolean refuse(WorkItem item, TaskError why) {
    synchronized (store) {
      Row known = store.rows.get(item.taskId());
      Row row =
          switch (item) {
            case WorkItem.Requested one when known == null ->
                new Row(new TaskClaim(one.task(), 0, 0, 0, null), self);
            case WorkItem.Continued one
                when known != null && known.waiting && known.sequence == one.fact().sequence() ->
                known;
            case WorkItem.Requested _, WorkItem.Continued _ -> null;
          };
      if (row == null) {
        return false;
      }
      store.rows.put(item.taskId(), row);
      row.waiting = false;
      row.running = false;
      store.tell(row, new TaskFailed(0, why));
      return true;
    }
  }

  private TaskClaim start(Row row) {
    row.owner = self;
    row.running = true;
    row.waiting = false;
    row.compensates = false;
    store.tell(row, new TaskStarted(row.claim.attempt(), row.claim.epoch(), self));
    return row.claim;
  }

  @Override
  public Renewal renew() {
    synchronized (store) {
      store.requireReached();
      boolean held = store.leases.put(self, Lease.VALID) == Lease.VALID;
      return new Renewal(held ? Optional.empty() : Optional.of(remaining()), List.of());
    }
  }

  private Map<TaskId, Integer> remaining() {
    return store.rows.values().stream()
        .filter(row -> row.running && row.owner.equals(self))
        .collect(Collectors.toMap(row -> row.claim.taskId(), row -> row.claim.epoch()));
  }

  @Override
  public void progress(List<ProgressReport> reports) {
    synchronized (store) {
      for (ProgressReport report : reports) {
        Row row = store.held(report.claim());
        if (row != null) {
          store.tell(row, new TaskProgressed(report.progress()));
        }
      }
    }
  }

  @Override
  @SuppressWarnings("NullAway") // there is no database, and no test of the fake asks for one
  public Verdict commit(TaskClaim claim, Json checkpoint, TransactionalWork work) throws Exception {
    synchronized (store) {
      TaskTransaction none = null;
      work.write(none);
      Row row = store.held(claim);
      if (row == null) {
        return Verdict.REFUSED;
      }
      row.claim = with(row.claim, row.claim.epoch(), checkpoint, 0);
      return Verdict.WRITTEN;
    }
  }

  @Override
  @SuppressWarnings("NullAway") // there is no database, and no test of the fake asks for one
  public Verdict step(TaskClaim claim, SagaWork work) throws Exception {
    synchronized (store) {
      TaskTransaction none = null;
      SagaWork.Written written = work.write(none);
      Row row = store.held(claim);
      if (row == null || (row.compensates && !written.next().unwinds())) {
        return Verdict.REFUSED;
      }
      row.claim = row.claim.with(written.next());
      store.tell(row, written.fact());
      return Verdict.WRITTEN;
    }
  }

  @Override
  public Unwinding unwind(TaskClaim claim, SagaEnd end) {
    synchronized (store) {
      Row row = store.held(claim);
      if (row == null) {
        return new Unwinding.Refused();
      }
      SagaState found = row.claim.saga() == null ? SagaState.NEW : row.claim.saga();
      if (!found.unwinds() && found.steps().isEmpty()) {
        return new Unwinding.NothingToUndo();
      }
      SagaState next = found.unwinding(end, claim.attempt());
      row.claim = row.claim.with(next);
      if (!row.compensates) {
        row.compensates = true;
        store.tell(row, new TaskCompensationStarted(claim.attempt(), end.reason()));
      }
      return new Unwinding.Begun(next);
    }
  }

  @Override
  public List<Outcome> finish(List<Outcome> outcomes) {
    synchronized (store) {
      store.requireReached();
      List<Outcome> refused = new ArrayList<>();
      for (Outcome outcome : outcomes) {
        Row row = store.held(outcome.claim());
        if (row == null) {
          refused.add(outcome);
          continue;
        }
        if (outcome.lastProgress() != null) {
          store.tell(row, new TaskProgressed(outcome.lastProgress()));
        }
        store.tell(row, outcome.event());
        row.running = false;
        row.waiting = outcome.event() instanceof TaskRetryScheduled;
      }
      return refused;
    }
  }

  @Override
  public Set<TaskType> orphaned() {
    synchronized (store) {
      return store.rows.values().stream()
          .filter(this::isOrphan)
          .map(row -> row.claim.request().type())
          .collect(Collectors.toSet());
    }
  }

  @Override
  public List<TaskClaim> takeOver(TaskType type, int limit, int maxTakeovers) {
    synchronized (store) {
      List<TaskClaim> taken = new ArrayList<>();
      store.rows.values().stream()
          .filter(this::isOrphan)
          .filter(row -> row.claim.request().type().equals(type))
          .limit(limit)
          .forEach(row -> {
            if (store.leases.get(row.owner) == Lease.EXPIRED && row.takeovers >= maxTakeovers) {
              row.running = false;
              TaskError error = new TaskError(RunLines.EXECUTOR_KILLER, "vanished", false);
              store.tell(row, new TaskFailed(row.claim.attempt(), error));
            } else {
              taken.add(take(row));
            }
          });
      return taken;
    }
  }

  private boolean isOrphan(Row row) {
    return row.running && store.leases.get(row.owner) != Lease.VALID && !row.owner.equals(self);
  }

  private TaskClaim take(Row row) {
    if (store.leases.get(row.owner) == Lease.EXPIRED) {
      row.takeovers++;
    }
    ExecutorId from = row.handedOnBy == null ? row.owner : row.handedOnBy;
    row.handedOnBy = null;
    row.owner = self;
    row.claim = with(row.claim, row.claim.epoch() + 1, row.claim.checkpoint(), 0);
    store.tell(
        row, new TaskTakenOver(row.claim.attempt(), row.claim.epoch(), self, from, row.takeovers));
    return row.claim;
  }

  @Override
  public Map<TaskId, Integer> held() {
    synchronized (store) {
      return new HashMap<>(remaining());
    }
  }

  @Override
  public void handOver(Map<TaskId, Integer> epochs) {
    synchronized (store) {
      store.leases.put(Unowned.ID, Lease.RELEASED);
      epochs.forEach((task, epoch) -> {
        Row row = store.rows.get(task);
        if (row != null && row.running && row.claim.epoch() == epoch && row.owner.equals(self)) {
          row.owner = Unowned.ID;
          row.handedOnBy = self;
        }
      });
    }
  }

  @Override
  public void release() {
    synchronized (store) {
      store.leases.put(self, Lease.RELEASED);
    }
  }

  private static TaskClaim with(
      TaskClaim claim, int epoch, @Nullable Json checkpoint, int moreAttempts) {
    return new TaskClaim(
        claim.task(),
        claim.attempt() + moreAttempts,
        claim.attemptsBefore(),
        epoch,
        checkpoint,
        claim.saga());
  }
}
