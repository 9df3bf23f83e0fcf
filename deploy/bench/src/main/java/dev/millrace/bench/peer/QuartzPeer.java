package dev.millrace.bench.peer;

import dev.millrace.bench.load.Target;
import dev.millrace.bench.load.Work;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.utils.DBConnectionManager;

/// Quartz with its clustered JDBC store, which deletes a job when its one trigger has fired.
public final class QuartzPeer implements Target {

  private final PeerSetup setup;
  private final Scheduler scheduler;
  private final SqlView view;
  private final FinishWatch watch;

  public QuartzPeer(PeerSetup setup) throws SQLException, SchedulerException {
    this.setup = setup;
    createTables();
    view =
        new SqlView(
            setup.pool(),
            "select count(*) from qrtz_job_details",
            "select job_name from qrtz_job_details where sched_name = '"
                + QuartzSettings.NAME
                + "' and job_name = any (?) and job_group = 'DEFAULT'",
            "text");
    watch = new FinishWatch(view);
    DBConnectionManager.getInstance()
        .addConnectionProvider(QuartzSettings.NAME, new QuartzConnections(setup.pool()));
    scheduler = new StdSchedulerFactory(QuartzSettings.of(setup.profile())).getScheduler();
    scheduler.setJobFactory((_, _) -> new QuartzJob(setup.body()));
    scheduler.start();
  }

  @Override
  public void submitBatch(int count, Work work) throws SchedulerException {
    Map<JobDetail, Set<? extends Trigger>> jobs = new HashMap<>();
    for (int i = 0; i < count; i++) {
      jobs.put(newJob(UUID.randomUUID().toString(), work), Set.of(newTrigger()));
    }
    scheduler.scheduleJobs(jobs, false);
  }

  @Override
  public String submitOne(Work work) throws SchedulerException {
    var id = UUID.randomUUID().toString();
    scheduler.scheduleJob(newJob(id, work), newTrigger());
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
  public void hold() throws SchedulerException {
    scheduler.standby();
  }

  @Override
  public void release() throws SchedulerException {
    scheduler.start();
  }

  @Override
  public void close() {
    watch.close();
    try (var _ = setup.pool()) {
      scheduler.shutdown(false);
    } catch (SchedulerException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A worker that joins later must not run the library's script again: it drops the tables first.
  private void createTables() throws SQLException {
    try (var connection = setup.pool().getConnection();
        var statement = connection.createStatement()) {
      try (var rows = statement.executeQuery("select to_regclass('qrtz_job_details')")) {
        rows.next();
        if (rows.getString(1) != null) {
          return;
        }
      }
      statement.execute(script());
    }
  }

  private static String script() {
    var name = "/org/quartz/impl/jdbcjobstore/tables_postgres.sql";
    try (var script = Scheduler.class.getResourceAsStream(name)) {
      if (script == null) {
        throw new IllegalStateException("Quartz has no " + name);
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JobDetail newJob(String id, Work work) {
    return JobBuilder.newJob(QuartzJob.class)
        .withIdentity(id)
        .usingJobData(QuartzJob.MILLIS, Long.toString(work.sleep().toMillis()))
        .requestRecovery()
        .build();
  }

  private static Trigger newTrigger() {
    return TriggerBuilder.newTrigger().startNow().build();
  }
}
