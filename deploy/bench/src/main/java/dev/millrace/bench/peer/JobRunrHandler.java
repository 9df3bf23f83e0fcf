package dev.millrace.bench.peer;

import java.time.Duration;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.server.runner.ThreadLocalJobContext;

/// Runs a task for JobRunr.
public final class JobRunrHandler implements JobRequestHandler<JobRunrRequest> {

  private final TaskBody body;

  JobRunrHandler(TaskBody body) {
    this.body = body;
  }

  @Override
  public void run(JobRunrRequest request) throws Exception {
    body.run(
        ThreadLocalJobContext.getJobContext().getJobId().toString(),
        Duration.ofMillis(request.millis()));
  }
}
