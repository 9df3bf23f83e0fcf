package dev.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// While the store of blobs is away, what needs it is refused whole, and the rest goes on.
@MillraceInfra
@Timeout(120)
class StoreAwayIT {

  private static RunningApi api;

  @BeforeAll
  static void start(Infra infra) {
    api =
        RunningApi.start(
            infra,
            Map.of(
                "millrace.blobs.store", "s3",
                "millrace.blobs.s3.bucket", "none",
                "millrace.blobs.s3.region", "eu-central-1",
                // Nothing listens on this port.
                "millrace.blobs.s3.endpoint", "http://127.0.0.1:1",
                "millrace.blobs.s3.access-key", "key",
                "millrace.blobs.s3.secret-key", "secret"));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void taskWithLargeParametersIsNotAcceptedAndMayBeSentAgain() {
    String large = "{\"millis\":1,\"note\":\"" + "x".repeat(300 * 1024) + "\"}";

    var refused = api.post("/api/tasks/sleep?projectId=store-away", large);

    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(RunningApi.json(refused).get("type").asString()).endsWith("/unavailable");
    assertThat(RunningApi.json(api.get("/api/tasks?projectId=store-away")).get("items")).isEmpty();
  }

  @Test
  void taskThatFitsIntoAnEventIsAccepted() {
    assertThat(api.submit("/api/tasks/sleep", "{\"millis\":1}")).isNotEmpty();
  }
}
