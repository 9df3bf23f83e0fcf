package dev.millrace.executor;

import dev.millrace.executor.attempt.RunningAttempts;
import dev.millrace.executor.control.StubbornHandlers;
import dev.millrace.executor.journal.JournalGate;
import java.util.Locale;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Whether the executor takes in work, and what keeps it from that.
final class EngineHealth implements HealthIndicator {

  private final Engine engine;
  private final JournalGate gate;
  private final RunningAttempts running;
  private final StubbornHandlers stubborn;

  EngineHealth(
      Engine engine, JournalGate gate, RunningAttempts running, StubbornHandlers stubborn) {
    this.engine = engine;
    this.gate = gate;
    this.running = running;
    this.stubborn = stubborn;
  }

  @Override
  public Health health() {
    Health.Builder health =
        switch (engine.stage()) {
          case WORKING ->
              gate.isOpen()
                  ? Health.up()
                  : Health.down().withDetail("reason", "the journal cannot be reached");
          case ANNOUNCING ->
              Health.outOfService()
                  .withDetail("reason", "waiting for Kafka to announce task types");
          case STOPPING, STOPPED -> Health.outOfService().withDetail("reason", "stopping");
        };
    return health
        .withDetail("stage", engine.stage().name().toLowerCase(Locale.ROOT))
        .withDetail("running", running.count())
        .withDetail("ignoringInterruption", stubborn.count())
        .build();
  }
}
