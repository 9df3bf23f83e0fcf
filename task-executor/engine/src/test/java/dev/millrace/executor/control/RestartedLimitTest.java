package dev.millrace.executor.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.stored.Json;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RestartedLimitTest {

  @Test
  void theLimitIsAsLongAsItWasAndNothingElseChanges() {
    var request =
        """
        {"type":"any","userId":"u","priority":"normal","parameters":{"b":1.50,"a":1.10},\
        "maxRetries":3,"deadline":"2026-01-01T00:10:00Z","retention":"PT1H","future":[1.0]}\
        """;

    Json restarted =
        RestartedLimit.of(
                new Json(request),
                Instant.parse("2026-01-01T00:00:00Z"),
                Instant.parse("2026-02-01T12:00:00Z"))
            .orElseThrow();

    assertThat(restarted.text())
        .isEqualTo(request.replace("2026-01-01T00:10:00Z", "2026-02-01T12:10:00Z"));
  }
}
