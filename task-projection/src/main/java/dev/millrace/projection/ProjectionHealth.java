package dev.millrace.projection;

import static java.time.temporal.ChronoUnit.SECONDS;

import dev.millrace.projection.kafka.EventLog;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Whether the log is read, and how far behind the tables are.
final class ProjectionHealth implements HealthIndicator {

  private final EventLog log;
  private final EventLog deadLetters;
  private final long lagLimit;
  private final Duration standingLimit;

  ProjectionHealth(EventLog log, EventLog deadLetters, long lagLimit, Duration standingLimit) {
    this.log = log;
    this.deadLetters = deadLetters;
    this.lagLimit = lagLimit;
    this.standingLimit = standingLimit;
  }

  @Override
  public Health health() {
    long lag = log.meters().lag();
    boolean moves = moves(log) && moves(deadLetters);
    var health = log.isReading() && lag <= lagLimit && moves ? Health.up() : Health.outOfService();
    return health
        .withDetail("reading", log.isReading())
        .withDetail("partitions", log.partitions())
        .withDetail("lag", lag)
        .withDetail("standingFor", log.meters().standingFor().truncatedTo(SECONDS).toString())
        .withDetail("putAside", log.meters().putAside())
        .withDetail("deadLettersLag", deadLetters.meters().lag())
        .withDetail(
            "deadLettersStandingFor",
            deadLetters.meters().standingFor().truncatedTo(SECONDS).toString())
        .withDetail("deadLettersPutAside", deadLetters.meters().putAside())
        .build();
  }

  private boolean moves(EventLog one) {
    return one.meters().standingFor().compareTo(standingLimit) < 0;
  }
}
