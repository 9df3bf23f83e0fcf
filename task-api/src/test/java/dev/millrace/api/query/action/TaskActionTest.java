package dev.millrace.api.query.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millrace.events.command.TaskCommand;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.events.task.UserId;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TaskActionTest {

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
    assertThat(
            TaskAction.possible(TaskStatus.parse(status), 1).stream()
                .map(TaskAction::verb)
                .collect(Collectors.joining(" ")))
        .isEqualTo(possible);
  }

  @Test
  void whatFailedBeforeAnyAttemptCannotBeRedriven() {
    assertThat(TaskAction.possible(TaskStatus.FAILED, 0)).isEmpty();
    assertThat(TaskAction.possible(TaskStatus.CANCELLED, 0)).containsExactly(TaskAction.REDRIVE);
  }

  @Test
  void eachIsCarriedByItsOwnCommand() {
    var actor = new Actor(new UserId("alice"), "so");

    assertThat(TaskAction.CANCEL.command(actor, null))
        .isEqualTo(new TaskCommand.CancelTask(actor, null));
    assertThat(TaskAction.PAUSE.command(actor, null))
        .isEqualTo(new TaskCommand.PauseTask(actor, null));
    assertThat(TaskAction.RESUME.command(actor, null)).isEqualTo(new TaskCommand.ResumeTask(actor));
    assertThat(TaskAction.REDRIVE.command(actor, null)).isEqualTo(new TaskCommand.RetryTask(actor));
  }

  @ParameterizedTest
  @EnumSource
  void wordIsReadBack(TaskAction action) {
    assertThat(TaskAction.parse(action.verb())).isEqualTo(action);
  }

  @Test
  void wordOfNoActionIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> TaskAction.parse("stop"));
  }
}
