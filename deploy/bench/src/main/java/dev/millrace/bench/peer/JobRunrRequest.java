package dev.millrace.bench.peer;

import org.jobrunr.jobs.lambdas.JobRequest;

/// One task, as JobRunr stores it.
public record JobRunrRequest(long millis) implements JobRequest {

  @Override
  public Class<JobRunrHandler> getJobRequestHandler() {
    return JobRunrHandler.class;
  }
}
