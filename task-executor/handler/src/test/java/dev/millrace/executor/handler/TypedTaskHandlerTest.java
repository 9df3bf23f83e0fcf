package dev.millrace.executor.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.type.TaskType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TypedTaskHandlerTest {

  private record Line(int number) {}

  private static final class Handler<P, R> extends TypedTaskHandler<P, R> {

    Handler(TaskType<P, R> type) {
      super(type);
    }

    @Override
    public String description() {
      return "Does nothing.";
    }

    @Override
    public @Nullable R run(P parameters, TaskContext context) {
      return null;
    }
  }

  @Test
  void constantSaysTypeParametersAndResult() {
    var handler = new Handler<>(TaskType.of("report", Line.class, String.class));

    assertThat(handler.type().value()).isEqualTo("report");
    assertThat(handler.parameters()).isEqualTo(Line.class);
    assertThat(handler.parametersType()).isEqualTo(Line.class);
    assertThat(handler.result()).contains(String.class);
  }

  @Test
  void typeArgumentsAreKept() {
    var type = new TaskType<List<Line>, Void>("lines") {};
    var handler = new Handler<>(type);

    assertThat(handler.parameters()).isEqualTo(List.class);
    assertThat(handler.parametersType()).isEqualTo(type.parametersType());
    assertThat(handler.result()).isEmpty();
  }
}
