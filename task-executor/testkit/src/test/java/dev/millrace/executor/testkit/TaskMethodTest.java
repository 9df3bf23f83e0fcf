package dev.millrace.executor.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.events.TaskFailed;
import dev.millrace.executor.handler.Task;
import dev.millrace.executor.handler.TaskContext;
import dev.millrace.executor.handler.TransientFailure;
import jakarta.validation.constraints.Min;
import org.junit.jupiter.api.Test;

class TaskMethodTest {

  record Mail(@Min(1) int order) {}

  /// Sends a mail, after so many failures.
  static final class Mails {

    private final TestWorld world;
    private final int failures;

    Mails(TestWorld world, int failures) {
      this.world = world;
      this.failures = failures;
    }

    @Task(type = "mail", maxRetries = 2)
    String send(Mail mail, TaskContext context) throws TransientFailure {
      if (context.attempt() <= failures) {
        throw new TransientFailure("mail-away", "try later");
      }
      world.sideEffect("mail", context.taskId());
      return "mail of order " + mail.order();
    }
  }

  @Test
  void itsTasksAreRunUnderItsOwnPolicy() {
    assertThat(kit(2).run(new Mail(7)).result(String.class)).isEqualTo("mail of order 7");
    assertThat(kit(3).run(new Mail(7)).end())
        .isInstanceOfSatisfying(
            TaskFailed.class, end -> assertThat(end.error().code()).isEqualTo("mail-away"));
  }

  @Test
  void itSurvivesEveryCrashAndRefusesWhatItsParametersDo() {
    assertThat(kit(0).survivesEveryCrash(new Mail(7)).effects()).hasSize(1);
    assertThatThrownBy(() -> kit(0).run(new Mail(0)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("order");
  }

  @Test
  void aTypeThatNoMethodHasIsNamed() {
    assertThatThrownBy(() -> HandlerKit.ofMethod(world -> new Mails(world, 0), "post").run("{}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("Mails", "'post'");
  }

  private static HandlerKit kit(int failures) {
    return HandlerKit.ofMethod(world -> new Mails(world, failures), "mail");
  }
}
