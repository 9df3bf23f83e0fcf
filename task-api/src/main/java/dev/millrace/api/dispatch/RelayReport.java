package dev.millrace.api.dispatch;

import dev.millrace.outbox.relay.OutboxRelay;
import dev.millrace.outbox.relay.RelayHealth;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Shows what the relay does; standing by is fine, since another process publishes then.
final class RelayReport implements HealthIndicator {

  private final OutboxRelay relay;

  RelayReport(OutboxRelay relay) {
    this.relay = relay;
  }

  @Override
  public Health health() {
    RelayHealth health = relay.health();
    var report = health.trouble().isPresent() ? Health.down() : Health.up();
    return report.withDetails(health.details()).build();
  }
}
