package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

class CalmHealthTest {

  private int asked;
  private long now;
  private final HealthIndicator database =
      () -> {
        asked++;
        return Health.up().build();
      };

  @Test
  void databaseIsAskedEveryTwoSecondsAtMostAlsoAsOneOfMany() {
    var calm =
        (CompositeHealthContributor)
            CalmHealth.calm(CompositeHealthContributor.fromMap(Map.of("api", database)), () -> now);
    var one = (HealthIndicator) Objects.requireNonNull(calm.getContributor("api"));

    for (int i = 0; i < 100; i++) {
      assertThat(one.health(true)).isEqualTo(Health.up().build());
    }
    assertThat(asked).isEqualTo(1);

    now += Duration.ofSeconds(2).toNanos() + 1;
    one.health(false);
    assertThat(asked).isEqualTo(2);
  }
}
