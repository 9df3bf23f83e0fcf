package dev.millrace.api.relay;

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
    return switch (relay.health()) {
      case RelayHealth.Standby() -> Health.up().withDetail("state", "standby").build();
      case RelayHealth.Relaying(long bytes, var unacknowledged) ->
          Health.up()
              .withDetail("state", "relaying")
              .withDetail("unconfirmedBytes", bytes)
              .withDetail("unacknowledged", unacknowledged.toString())
              .build();
      case RelayHealth.Recovering(String reason, var since) ->
          Health.down()
              .withDetail("state", "recovering")
              .withDetail("reason", reason)
              .withDetail("since", since.toString())
              .build();
    };
  }
}
