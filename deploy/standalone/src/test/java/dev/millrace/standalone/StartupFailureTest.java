package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.embedded.StartupProblem;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.PortInUseException;

class StartupFailureTest {

  @Test
  void problemThatAPersonCanRemoveIsSaidInItsOwnWords() {
    var failure = new IllegalStateException("wrapper", new StartupProblem("Do this."));

    assertThat(StartupFailure.line(failure)).isEqualTo("Do this.");
  }

  @Test
  void portInUseNamesTheVariable() {
    assertThat(StartupFailure.line(new RuntimeException(new PortInUseException(8081))))
        .isEqualTo(
            "Port 8081 is in use by another process; stop it or choose others with MILLRACE_PORT.");
  }

  @Test
  void fullDiskIsSaidToBeFull() {
    assertThat(
            StartupFailure.line(new RuntimeException(new IOException("No space left on device"))))
        .startsWith("The disk is full");
  }

  @Test
  void anythingElseNamesItsInnermostCause() {
    assertThat(
            StartupFailure.line(new RuntimeException("outer", new IllegalStateException("inner"))))
        .contains("inner")
        .doesNotContain("outer");
  }
}
