package dev.millrace.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Asks the databases for their health every two seconds at most, however often a service is asked
/// for its own, which needs no token.
///
/// The endpoint's own `cache.time-to-live` keeps the answer of `/actuator/health` alone, and none
/// of the paths below it.
final class CalmHealth implements BeanPostProcessor {

  private static final String DATABASES = "dbHealthContributor";
  private static final Duration CALM = Duration.ofSeconds(2);

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    return name.equals(DATABASES) && bean instanceof HealthContributor health
        ? calm(health, System::nanoTime)
        : bean;
  }

  static HealthContributor calm(HealthContributor health, LongSupplier clock) {
    return switch (health) {
      case HealthIndicator one -> new Remembered(one, clock);
      case CompositeHealthContributor many -> {
        Map<String, HealthContributor> calm = new LinkedHashMap<>();
        many.stream().forEach(part -> calm.put(part.name(), calm(part.contributor(), clock)));
        yield CompositeHealthContributor.fromMap(calm);
      }
      default -> health;
    };
  }

  private static final class Remembered implements HealthIndicator {

    private final HealthIndicator health;
    private final LongSupplier clock;
    private @Nullable Health last;
    private long at;

    private Remembered(HealthIndicator health, LongSupplier clock) {
      this.health = health;
      this.clock = clock;
    }

    /// One asks, and the others wait for what it hears.
    @Override
    public synchronized @Nullable Health health() {
      long now = clock.getAsLong();
      if (last == null || now - at > CALM.toNanos()) {
        last = health.health();
        at = clock.getAsLong();
      }
      return last;
    }
  }
}
