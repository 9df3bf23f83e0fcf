package dev.millrace.executor.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.events.catalogue.AcceptedFiles;
import dev.millrace.events.catalogue.TaskTypeEntry;
import dev.millrace.events.task.TaskType;
import dev.millrace.executor.handler.TaskContext;
import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.executor.handler.UploadReference;
import dev.millrace.executor.support.HandlerUnderTest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HandlerRegistryTest {

  @Test
  void filesThatAHandlerTakesAreAnnounced() {
    AcceptedFiles images = AcceptedFiles.of("image/*").upTo(1000);

    assertThat(new HandlerRegistry(List.of(new Reading(images))).entries())
        .extracting(TaskTypeEntry::files)
        .containsExactly(images);
    assertThat(new HandlerRegistry(List.of(HandlerUnderTest.of((_, _) -> null))).entries())
        .extracting(TaskTypeEntry::files)
        .containsOnlyNulls();
  }

  @Test
  void twoHandlersOfOneTypeStopTheStartAndAreNamed() {
    var handler = HandlerUnderTest.of((_, _) -> null);

    assertThatThrownBy(() -> new HandlerRegistry(List.of(handler, handler)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(handler.type().value())
        .hasMessageContaining(HandlerUnderTest.class.getName());
  }

  /// A handler that takes files.
  private record Reading(AcceptedFiles accepted) implements TaskHandler<Reading.Parameters, Void> {

    record Parameters(@UploadReference String upload) {}

    @Override
    public TaskType type() {
      return new TaskType("reading");
    }

    @Override
    public String description() {
      return "For tests.";
    }

    @Override
    public Class<Parameters> parameters() {
      return Parameters.class;
    }

    @Override
    public Optional<AcceptedFiles> files() {
      return Optional.of(accepted);
    }

    @Override
    public @Nullable Void run(Parameters parameters, TaskContext context) {
      return null;
    }
  }
}
