package dev.millrace.api.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.catalogue.TaskTypeEntry;
import dev.millrace.events.task.Json;
import dev.millrace.events.task.TaskType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypeDocumentTest {

  @ParameterizedTest
  @CsvSource({"batch, /api/tasks/{type}/batch", "bulk-control, /api/tasks/bulk-control"})
  void typeWithAWayOfItsOwnIsNotOfferedAndSaysWhere(String type, String way) {
    TypeDocument shown = shown(type);

    assertThat(shown.available()).isFalse();
    assertThat(shown.missing()).contains(way);
  }

  @Test
  void anyOtherTypeIsOffered() {
    TypeDocument shown = shown("sleep");

    assertThat(shown.available()).isTrue();
    assertThat(shown.missing()).isNull();
  }

  private static TypeDocument shown(String type) {
    var entry =
        new TaskTypeEntry(
            new TaskType(type), "", Json.parse("{}"), null, TaskPolicy.STANDARD, true, null);
    return TypeDocument.of(OfferedType.compile(entry), null);
  }
}
