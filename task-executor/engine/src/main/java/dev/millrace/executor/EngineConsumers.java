package dev.millrace.executor;

import dev.millrace.executor.control.ControlPlane;
import dev.millrace.executor.pause.TypeControls;
import dev.millrace.executor.presence.Presence;
import dev.millrace.executor.retry.RetryForwarder;
import dev.millrace.executor.work.WorkPollers;
import java.time.Duration;

/// Everything that an executor hears from Kafka: work, retries, commands and pauses of types; and
/// what it says of itself.
///
/// @param work starts the pollers
record EngineConsumers(
    Runnable work,
    WorkPollers pollers,
    RetryForwarder retries,
    ControlPlane control,
    TypeControls types,
    Presence presence)
    implements Engine.Intakes {

  private static final Duration TO_STOP_POLLING = Duration.ofSeconds(15);
  private static final Duration TO_SAY_GOODBYE = Duration.ofSeconds(2);

  @Override
  public void appear() throws InterruptedException {
    presence.start();
  }

  @Override
  public void start() throws InterruptedException {
    types.start();
    control.start();
    work.run();
    retries.start();
  }

  @Override
  public void cease() throws InterruptedException {
    pollers.cease(TO_STOP_POLLING);
  }

  @Override
  public void stop() throws InterruptedException {
    control.stop();
    pollers.stop(TO_STOP_POLLING);
    retries.stop(TO_STOP_POLLING);
    types.stop();
  }

  @Override
  public void leave() throws InterruptedException {
    presence.stop(TO_SAY_GOODBYE);
  }
}
