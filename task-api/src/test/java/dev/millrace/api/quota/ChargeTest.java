package dev.millrace.api.quota;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChargeTest {

  @Test
  void everyCallOfAUserCostsSomething() {
    assertThat(of("GET", "/api/tasks/1")).isEqualTo(new Charge.Read(1));
    assertThat(of("HEAD", "/api/task-types")).isEqualTo(new Charge.Read(1));
    assertThat(of("DELETE", "/api/tasks/1")).isEqualTo(new Charge.Control(1));
    assertThat(of("POST", "/api/tasks/1/pause")).isEqualTo(new Charge.Control(1));
    assertThat(of("POST", "/api/tasks/1/retry")).isEqualTo(new Charge.Control(10));
    assertThat(of("POST", "/api/tasks/bulk-control")).isEqualTo(new Charge.Estimate());
    assertThat(of("POST", "/api/tasks/bulk-control/estimate")).isEqualTo(new Charge.Estimate());
    assertThat(of("POST", "/api/tasks")).isEqualTo(new Charge.Submission());
    assertThat(of("POST", "/api/tasks/sleep")).isEqualTo(new Charge.Submission());
    assertThat(of("POST", "/api/tasks/sleep/batch")).isEqualTo(new Charge.Submission());
    assertThat(of("POST", "/api/tasks/analysis/file")).isEqualTo(new Charge.Submission());
    assertThat(of("GET", "/docs/")).isEqualTo(new Charge.Free());
  }

  @Test
  void farOffsetCostsMoreThanANearOne() {
    assertThat(list("limit=10&offset=99")).isEqualTo(new Charge.Read(1));
    assertThat(list("offset=10000&limit=200")).isEqualTo(new Charge.Read(101));
    assertThat(list("offset=99999")).isEqualTo(new Charge.Read(101));
    assertThat(list("offset=-5")).isEqualTo(new Charge.Read(1));
    assertThat(list("nooffset=10000")).isEqualTo(new Charge.Read(1));
  }

  private static Charge of(String method, String path) {
    return Charge.of(method, path, null);
  }

  private static Charge list(String query) {
    return Charge.of("GET", "/api/tasks", query);
  }
}
