package dev.millrace.api.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.task.Json;
import dev.millrace.events.task.TaskStatus;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TaskDocumentTest {

  @Test
  void onlyItsLinksAreShownBelowAPath() {
    String before =
        "{\"parameters\":{\"links\":{\"self\":{\"href\":\"/mine\"}}},\"result\":{\"href\":\"/a\"},";
    String links = "\"links\":{\"self\":{\"method\":\"GET\",\"href\":\"%s/api/tasks/1\"}}}";
    TaskDocument task = document(before + links.replace("%s", ""));

    TaskDocument below = task.below("/millrace");

    assertThat(below.json().text()).isEqualTo(before + links.replace("%s", "/millrace"));
    assertThat(below.resultText()).isEqualTo("{\"href\":\"/a\"}");
    assertThat(below.etag()).isEqualTo(task.etag());
    assertThat(task.below("")).isSameAs(task);
  }

  private static TaskDocument document(String text) {
    int result = text.indexOf("\"result\":") + "\"result\":".length();
    return new TaskDocument(
        new UUID(1, 2),
        3,
        TaskStatus.RUNNING,
        Instant.EPOCH,
        new Json(text),
        new TaskDocument.ResultPlace(result, text.indexOf('}', result) + 1, null),
        TaskDocument.etag(3, text));
  }
}
