package dev.millrace.jobs.sleep;

import dev.millrace.events.stored.Json;
import dev.millrace.events.task.TaskType;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.TaskContext;
import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.executor.handler.TransactionalWork;
import dev.millrace.executor.handler.TransientFailure;
import dev.millrace.executor.handler.Workload;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The task type `sleep`.
///
/// A run that is taken over goes on with the first part that was not slept to its end. A sleep in
/// one part that is not to fail commits nothing, so `millis: 0` measures the engine alone.
final class SleepHandler implements TaskHandler<SleepParameters, Void> {

  private final SleepSettings settings;
  private final Runnable crash;

  /// @param crash ends the process without returning
  SleepHandler(SleepSettings settings, Runnable crash) {
    this.settings = settings;
    this.crash = crash;
  }

  @Override
  public TaskType type() {
    return new TaskType("sleep");
  }

  @Override
  public String description() {
    return "Sleeps, in steps if asked, and fails a number of times if asked.";
  }

  @Override
  public Class<SleepParameters> parameters() {
    return SleepParameters.class;
  }

  /// As the record shows it, but for the longest sleep, which is a setting.
  @Override
  public Optional<Json> parametersSchema() {
    return Optional.of(
        Json.parse(
            String.format(
                Locale.ROOT,
                """
                {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
                 "properties": {
                   "millis": {"type": ["integer", "null"], "allOf": [{"minimum": 0, "maximum": %d}]},
                   "steps": {"type": ["integer", "null"], "allOf": [{"minimum": 1, "maximum": %d}]},
                   "failTimes": {"type": ["integer", "null"], "allOf": [{"minimum": 0, "maximum": %d}]},
                   "failWith": {"type": ["string", "null"],
                                "enum": ["transient", "permanent", "crash", null]}},
                 "additionalProperties": false}
                """,
                settings.longest().toMillis(),
                SleepParameters.MOST_STEPS,
                SleepParameters.MOST_FAILURES)));
  }

  /// What was accepted before the setting was taken back still runs.
  @Override
  public Optional<String> missing() {
    return settings.enabled()
        ? Optional.empty()
        : Optional.of("set millrace.jobs.sleep.enabled=true on the executor");
  }

  @Override
  public Workload workload() {
    return Workload.WAITS;
  }

  @Override
  public boolean isPure() {
    return true;
  }

  @Override
  public @Nullable Void run(SleepParameters parameters, TaskContext context) throws Exception {
    long millis = parameters.millisOrNone();
    if (millis > settings.longest().toMillis()) {
      throw new PermanentFailure(
          "sleep-too-long",
          String.format(
              Locale.ROOT,
              "millis is at most %d here (millrace.jobs.sleep.longest); got %d",
              settings.longest().toMillis(),
              millis));
    }
    SleepCheckpoint reached =
        context.checkpoint(SleepCheckpoint.class).orElse(SleepCheckpoint.START);
    failIfAsked(parameters, reached, context);
    int steps = parameters.stepsOrOne();
    for (int step = reached.step(); step < steps; step++) {
      if (millis > 0) {
        Thread.sleep(Duration.ofMillis(millis * (step + 1) / steps - millis * step / steps));
      }
      if (steps > 1) {
        context.progress(step + 1, (long) steps, null, null);
      }
      if (step + 1 < steps) {
        context.commit(reached.reached(step + 1), TransactionalWork.NONE);
      }
    }
    return null;
  }

  private void failIfAsked(SleepParameters parameters, SleepCheckpoint reached, TaskContext context)
      throws Exception {
    FailWith failure = parameters.failure();
    // Whoever takes the task over after its failure was counted and before it was written fails
    // in its stead: a takeover is the same attempt. A crash is done with once it is counted.
    boolean owed = reached.failing() == context.attempt() && failure != FailWith.CRASH;
    if (!owed) {
      if (reached.failures() >= parameters.failTimesOrNone()) {
        return;
      }
      if (failure == FailWith.CRASH && !settings.crashAllowed()) {
        throw new PermanentFailure(
            "crash-not-allowed", "set millrace.jobs.sleep.crash-allowed=true to let tasks crash");
      }
      context.commit(reached.failing(context.attempt()), TransactionalWork.NONE);
    }
    int failures = reached.failures() + (owed ? 0 : 1);
    String message = "failure " + failures + " of " + parameters.failTimesOrNone() + ", as asked";
    switch (failure) {
      case TRANSIENT -> throw new TransientFailure("asked-to-fail", message);
      case PERMANENT -> throw new PermanentFailure("asked-to-fail", message);
      case CRASH -> crash.run();
    }
  }
}
