package dev.millrace.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.events.TaskCompleted;
import dev.millrace.events.TaskTimedOut;
import dev.millrace.events.stored.Json;
import dev.millrace.events.stored.StoredResult;
import dev.millrace.events.task.TaskError;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class TaskListenerMethodTest {

  private static final TaskEnd.Ended TASK =
      new TaskEnd.Ended(
          new TaskId(new UUID(0, 1)),
          new TaskType("report"),
          new UserId("alice"),
          null,
          3,
          Instant.EPOCH);

  private static final StoredResult STORED = new StoredResult("blob", 300_000, "00");

  private final Listeners listeners = new Listeners();

  static final class Listeners {

    final List<Object> heard = new ArrayList<>();

    @TaskListener(type = {"report", "letter"})
    void lines(TaskEnd<List<Integer>> end) {
      heard.add(end);
    }

    @TaskListener(type = "report")
    void nothing(TaskEnd<Void> end) {
      heard.add(end);
    }

    @TaskListener(type = "report")
    void none() {}

    @TaskListener(type = "report")
    void text(String end) {}

    @TaskListener(type = {})
    void typeless(TaskEnd<Void> end) {}

    @TaskListener(type = "Not A Type")
    void illegible(TaskEnd<Void> end) {}
  }

  @Test
  void resultIsOfTheKindThatTheMethodSays() throws Exception {
    TaskListenerMethod lines = method("lines");

    lines.hear(TASK, new TaskCompleted(1, new Json("[1,2]"), null));
    lines.hear(TASK, new TaskTimedOut(1, new TaskError("timeout", "late", false)));

    assertThat(lines.name()).isEqualTo("shop.lines");
    assertThat(lines.types())
        .containsExactlyInAnyOrder(new TaskType("report"), new TaskType("letter"));
    assertThat(listeners.heard)
        .containsExactly(
            new TaskEnd.Completed<>(TASK, List.of(1, 2), null, false),
            new TaskEnd.TimedOut<>(TASK, new TaskError("timeout", "late", false)));
  }

  @Test
  void resultThatIsElsewhereOrNotAskedForIsNull() throws Exception {
    method("lines").hear(TASK, new TaskCompleted(1, null, null, STORED));
    method("nothing").hear(TASK, new TaskCompleted(1, new Json("[1,2]"), null));

    assertThat(listeners.heard)
        .containsExactly(
            new TaskEnd.Completed<@Nullable Object>(TASK, null, null, true),
            new TaskEnd.Completed<@Nullable Object>(TASK, null, null, false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "text", "typeless", "illegible"})
  void methodThatCannotHearIsRefusedAtTheStart(String name) {
    assertThatThrownBy(() -> method(name))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Listeners." + name);
  }

  private TaskListenerMethod method(String name) {
    Method method =
        Arrays.stream(Listeners.class.getDeclaredMethods())
            .filter(one -> one.getName().equals(name))
            .findAny()
            .orElseThrow();
    return new TaskListenerMethod(
        listeners,
        "shop",
        method,
        Objects.requireNonNull(method.getAnnotation(TaskListener.class)),
        JsonMapper.builder().build());
  }
}
