package dev.millrace.bench.peer;

import static org.jobrunr.server.BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration;

import dev.millrace.bench.load.Target;
import dev.millrace.bench.load.Work;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.configuration.JobRunrConfiguration.JobRunrConfigurationResult;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.server.JobActivator;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;
import org.jobrunr.utils.mapper.jackson3.Jackson3JsonMapper;

/// JobRunr with its PostgreSQL storage, which keeps a finished job as a row in state SUCCEEDED.
///
/// It asks for work every five seconds at the most often, and again whenever its workers run dry.
public final class JobRunrPeer implements Target {

  private static final Duration SHORTEST_POLL_INTERVAL = Duration.ofSeconds(5);
  private static final int FEWEST_MISSED_POLLS = 4;
  static final int SLEEPING_WORKERS = 5_000;

  private final PeerSetup setup;
  private final JobRunrConfigurationResult jobRunr;
  private final SqlView view;
  private final FinishWatch watch;

  public JobRunrPeer(PeerSetup setup) {
    this.setup = setup;
    view =
        new SqlView(
            setup.pool(),
            "select count(*) from jobrunr_jobs"
                + " where state in ('AWAITING', 'SCHEDULED', 'ENQUEUED', 'PROCESSING', 'FAILED')",
            "select id from jobrunr_jobs where id = any (?) and state <> 'SUCCEEDED'",
            "bpchar");
    jobRunr =
        JobRunr.configure()
            .useJsonMapper(new Jackson3JsonMapper())
            .useStorageProvider(new PostgresStorageProvider(setup.pool()))
            .useJobActivator(new OneHandler(new JobRunrHandler(setup.body())))
            .useBackgroundJobServer(server())
            .initialize();
    watch = new FinishWatch(view);
  }

  @Override
  public void submitBatch(int count, Work work) {
    var request = new JobRunrRequest(work.sleep().toMillis());
    jobRunr.getJobRequestScheduler().enqueue(Stream.generate(() -> request).limit(count));
  }

  @Override
  public String submitOne(Work work) {
    var id = UUID.randomUUID();
    jobRunr.getJobRequestScheduler().enqueue(id, new JobRunrRequest(work.sleep().toMillis()));
    return id.toString();
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
    jobRunr.getBackgroundJobServer().pauseProcessing();
  }

  @Override
  public void release() {
    jobRunr.getBackgroundJobServer().resumeProcessing();
  }

  @Override
  public void close() {
    watch.close();
    JobRunr.destroy();
    setup.pool().close();
  }

  private BackgroundJobServerConfiguration server() {
    var server =
        usingStandardBackgroundJobServerConfiguration()
            .andPollInterval(SHORTEST_POLL_INTERVAL)
            .andServerTimeoutPollIntervalMultiplicand(FEWEST_MISSED_POLLS)
            .andInterruptJobsAwaitDurationOnStopBackgroundJobServer(Duration.ofSeconds(1));
    return switch (setup.profile()) {
      case THROUGHPUT, GROWTH, FLEET, COLD, IDLE, STEADY, RECOVERY ->
          server.andWorkerCount(DbSchedulerPeer.THREADS);
      case SLEEPERS -> server.andWorkerCount(SLEEPING_WORKERS);
    };
  }

  /// Gives JobRunr the one handler there is.
  private record OneHandler(JobRunrHandler handler) implements JobActivator {

    @Override
    public <T> T activateJob(Class<T> type) {
      return type.cast(handler);
    }
  }
}
