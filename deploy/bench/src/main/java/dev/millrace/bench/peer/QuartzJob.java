package dev.millrace.bench.peer;

import java.time.Duration;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;

/// Runs a task for Quartz.
final class QuartzJob implements Job {

  static final String MILLIS = "millis";

  private final TaskBody body;

  QuartzJob(TaskBody body) {
    this.body = body;
  }

  @Override
  public void execute(JobExecutionContext context) throws JobExecutionException {
    var job = context.getJobDetail();
    try {
      var millis = Long.parseLong(job.getJobDataMap().getString(MILLIS));
      body.run(job.getKey().getName(), Duration.ofMillis(millis));
    } catch (Exception e) {
      throw new JobExecutionException(e);
    }
  }
}
