package dev.millrace.api.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.catalogue.AcceptedFiles;
import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.catalogue.TaskTypeEntry;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.TaskType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

class TypeDocumentTest {

  private static final DataSize LARGEST = DataSize.ofKilobytes(1);

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

  @Test
  void filesAreThoseOfTheAnnouncementAndTheSmallerLimitCounts() {
    AcceptedFiles images = AcceptedFiles.of("image/*").except("image/svg+xml");

    assertThat(reading(images).files()).isEqualTo(images.upTo(LARGEST.toBytes()));
    assertThat(reading(images.upTo(10)).files()).isEqualTo(images.upTo(10));
    assertThat(reading(images.upTo(LARGEST.toBytes() + 1)).files())
        .isEqualTo(images.upTo(LARGEST.toBytes()));
  }

  @Test
  void typeOfWhoseFilesNothingIsSaidTakesDocumentsWhereItRefersToAnUploadAndElseNone() {
    assertThat(reading(null).files()).isEqualTo(AcceptedFiles.UNANNOUNCED.upTo(LARGEST.toBytes()));
    assertThat(shown("sleep").files()).isNull();
  }

  private static TypeDocument shown(String type) {
    var entry =
        new TaskTypeEntry(
            new TaskType(type), "", Json.parse("{}"), null, TaskPolicy.STANDARD, true, null);
    return shown(entry);
  }

  private static TypeDocument reading(@Nullable AcceptedFiles files) {
    return shown(
        new TaskTypeEntry(
            new TaskType("reads"),
            "",
            Json.parse("{\"properties\":{\"from\":{\"type\":\"string\",\"format\":\"upload\"}}}"),
            null,
            TaskPolicy.STANDARD,
            true,
            null,
            files,
            null));
  }

  private static TypeDocument shown(TaskTypeEntry entry) {
    return TypeDocument.of(OfferedType.compile(entry), LARGEST, null);
  }
}
