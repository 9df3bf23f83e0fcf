package dev.millrace.api.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.task.TaskStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlRequestTest {

  @ParameterizedTest
  @CsvSource({
    "scheduled,    'cancel pause'",
    "pending,      'cancel pause'",
    "running,      'cancel pause'",
    "retry,        'cancel pause'",
    "paused,       'cancel resume'",
    "cancelling,   'cancel'",
    "compensating, 'cancel'",
    "completed,    ''",
    "failed,       'retry'",
    "cancelled,    'retry'",
    "timeout,      'retry'"
  })
  void stateSaysWhatMayBeAsked(String status, String possible) {
    assertThat(String.join(" ", ControlRequest.possible(TaskStatus.parse(status))))
        .isEqualTo(possible);
  }
}
