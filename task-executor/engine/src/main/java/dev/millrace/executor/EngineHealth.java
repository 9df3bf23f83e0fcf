package dev.millrace.executor;

import dev.millrace.executor.attempt.AbandonedHandlers;
import dev.millrace.executor.attempt.RunningAttempts;
import dev.millrace.executor.attempt.SchedulerWatch;
import dev.millrace.executor.observe.EngineMeters;
import dev.millrace.executor.store.StoreGate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Whether the executor takes in work, and what keeps it from that.
final class EngineHealth implements HealthIndicator {

  private final Engine engine;
  private final StoreGate gate;
  private final RunningAttempts running;
  private final AbandonedHandlers abandoned;
  private final SchedulerWatch scheduler;
  private final EngineMeters meters;

  EngineHealth(
      Engine engine,
      StoreGate gate,
      RunningAttempts running,
      AbandonedHandlers abandoned,
      SchedulerWatch scheduler,
      EngineMeters meters) {
    this.engine = engine;
    this.gate = gate;
    this.running = running;
    this.abandoned = abandoned;
    this.scheduler = scheduler;
    this.meters = meters;
  }

  @Override
  public Health health() {
    Health.Builder health =
        switch (engine.stage()) {
          case WORKING -> working();
          case ANNOUNCING ->
              Health.outOfService()
                  .withDetail("reason", "waiting for Kafka to announce task types");
          case REFUSED -> Health.down().withDetail("reason", engine.refusal().orElse("refused"));
          case STOPPING, STOPPED -> Health.outOfService().withDetail("reason", "stopping");
        };
    return health
        .withDetail("stage", engine.stage().name().toLowerCase(Locale.ROOT))
        .withDetail("running", running.count())
        .withDetail("abandoned", abandoned.counts())
        .withDetail("putAside", (long) meters.putAside())
        .build();
  }

  private Health.Builder working() {
    if (!gate.storeIsReached()) {
      return Health.down().withDetail("reason", "the run store cannot be reached");
    }
    Optional<String> tooMany = abandoned.tooMany();
    if (tooMany.isPresent()) {
      return Health.outOfService().withDetail("reason", tooMany.get());
    }
    List<String> guilty = scheduler.guilty();
    return guilty.isEmpty()
        ? Health.up()
        : Health.outOfService()
            .withDetail(
                "reason",
                "these handlers say that they wait, and keep the virtual threads from running: "
                    + guilty);
  }
}
