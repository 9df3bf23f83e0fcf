package dev.millrace.projection;

import dev.millrace.projection.kafka.EventLog;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Whether the log is read, and how far behind the tables are.
final class ProjectionHealth implements HealthIndicator {

  private final EventLog log;
  private final EventLog deadLetters;
  private final long lagLimit;

  ProjectionHealth(EventLog log, EventLog deadLetters, long lagLimit) {
    this.log = log;
    this.deadLetters = deadLetters;
    this.lagLimit = lagLimit;
  }

  @Override
  public Health health() {
    long lag = log.meters().lag();
    var health = log.isReading() && lag <= lagLimit ? Health.up() : Health.outOfService();
    return health
        .withDetail("reading", log.isReading())
        .withDetail("partitions", log.partitions())
        .withDetail("lag", lag)
        .withDetail("deadLettersLag", deadLetters.meters().lag())
        .build();
  }
}
