package dev.millrace.bench.peer;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.millrace.bench.load.Target;
import dev.millrace.bench.load.Work;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;

/// db-scheduler, which polls with lock-and-fetch and deletes a task when it is done.
///
/// What to sleep travels in the instance id, as its documentation suggests for small things: no
/// serialization is measured.
public final class DbSchedulerPeer implements Target {

  static final int THREADS = 50;
  static final int SLEEPING_THREADS = 5_000;

  private static final String TABLE =
      """
      create table if not exists scheduled_tasks (
        task_name text not null,
        task_instance text not null,
        task_data bytea,
        execution_time timestamptz not null,
        picked boolean not null,
        picked_by text,
        last_success timestamptz,
        last_failure timestamptz,
        consecutive_failures int,
        last_heartbeat timestamptz,
        version bigint not null,
        priority smallint,
        primary key (task_name, task_instance)
      );
      create index if not exists execution_time_idx on scheduled_tasks (execution_time);
      create index if not exists last_heartbeat_idx on scheduled_tasks (last_heartbeat);
      """;

  private final PeerSetup setup;
  private final OneTimeTask<Void> task;
  private final Scheduler scheduler;
  private final SqlView view;
  private final FinishWatch watch;

  public DbSchedulerPeer(PeerSetup setup) throws SQLException {
    this.setup = setup;
    try (var connection = setup.pool().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(TABLE);
    }
    view =
        new SqlView(
            setup.pool(),
            "select count(*) from scheduled_tasks",
            "select task_instance from scheduled_tasks"
                + " where task_name = 'work' and task_instance = any (?)",
            "text");
    watch = new FinishWatch(view);
    task =
        Tasks.oneTime("work")
            .execute((instance, _) -> {
              try {
                setup.body().run(instance.getId(), sleepOf(instance.getId()));
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    scheduler = build();
    scheduler.start();
  }

  @Override
  public void submitBatch(int count, Work work) {
    List<TaskInstance<?>> instances = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      instances.add(task.instance(newId(work)));
    }
    scheduler.scheduleBatch(instances, Instant.now());
  }

  @Override
  public String submitOne(Work work) {
    var id = newId(work);
    scheduler.scheduleIfNotExists(task.instance(id), Instant.now());
    return id;
  }

  @Override
  public long unfinished() throws SQLException {
    return view.unfinished();
  }

  @Override
  public void awaitFinished(String id, Duration patience) throws Exception {
    watch.await(id, patience);
  }

  @Override
  public void hold() {
    scheduler.pause();
  }

  @Override
  public void release() {
    scheduler.resume();
    scheduler.triggerCheckForDueExecutions();
  }

  @Override
  public void close() {
    watch.close();
    scheduler.stop();
    setup.pool().close();
  }

  private Scheduler build() {
    var builder =
        Scheduler.create(setup.pool(), task)
            .schedulerName(new SchedulerName.Fixed("worker-" + ProcessHandle.current().pid()))
            .pollingInterval(Duration.ofMillis(100))
            .enableImmediateExecution()
            .shutdownMaxWait(Duration.ofSeconds(1));
    return forProfile(builder).build();
  }

  private SchedulerBuilder forProfile(SchedulerBuilder builder) {
    return switch (setup.profile()) {
      case THROUGHPUT, GROWTH, FLEET, COLD, IDLE, STEADY ->
          builder.threads(THREADS).pollUsingLockAndFetch(1.0, 4.0);
      case SLEEPERS ->
          builder
              .threads(SLEEPING_THREADS)
              .executorService(Executors.newVirtualThreadPerTaskExecutor())
              .pollUsingLockAndFetch(0.5, 1.0);
      case RECOVERY ->
          builder
              .threads(THREADS)
              .pollUsingLockAndFetch(0.5, 1.0)
              .heartbeatInterval(Duration.ofSeconds(1))
              .missedHeartbeatsLimit(4);
    };
  }

  private static String newId(Work work) {
    return UUID.randomUUID() + ":" + work.sleep().toMillis();
  }

  private static Duration sleepOf(String id) {
    return Duration.ofMillis(Long.parseLong(id.substring(id.indexOf(':') + 1)));
  }
}
