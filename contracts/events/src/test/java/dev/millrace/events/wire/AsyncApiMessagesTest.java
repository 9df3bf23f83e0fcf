package dev.millrace.events.wire;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contractcheck.document.AsyncApiDocument;
import dev.millrace.events.Fact;
import dev.millrace.events.Samples;
import dev.millrace.events.Topics;
import dev.millrace.events.catalogue.TypeControl;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What `asyncapi.yaml` says to programs that are made from it.
class AsyncApiMessagesTest {

  private static final AsyncApiDocument DOCUMENT = AsyncApiDocument.load();

  @Test
  void workIsTheFactThatMadeTheTaskRunnableAndRetriesAreThoseThatWait() {
    assertThat(typesOn("millrace.work.sleep.normal"))
        .containsExactlyInAnyOrder(
            "dev.millrace.task.requested.v1",
            "dev.millrace.task.retry-scheduled.v1",
            "dev.millrace.task.resumed.v1",
            "dev.millrace.task.redriven.v1");
    assertThat(typesOn("millrace.retry.2s"))
        .containsExactlyInAnyOrder(
            "dev.millrace.task.retry-scheduled.v1", "dev.millrace.task.resumed.v1");
  }

  @Test
  void pauseOfATypeIsACloudEventToo() {
    var control =
        new TypeControl(new TaskType("sleep"), true, new UserId("root"), "why", Samples.NOON);
    var event =
        new CloudEvent(
            "sleep:1",
            TaskCodec.typeOf(control),
            "/millrace/api",
            "sleep",
            Samples.NOON,
            null,
            TaskCodec.write(control));

    assertThat(complaints(Topics.TYPE_CONTROLS, event)).isEmpty();
    assertThat(DOCUMENT.complaints(Topics.TYPE_CONTROLS, "sleep", event.headers(), "{}"))
        .isNotEmpty();
  }

  /// Generated classes are named by it.
  @Test
  void everySchemaHasItsNameForATitle() {
    DOCUMENT
        .at("/components/schemas")
        .forEachEntry((name, schema) ->
            assertThat(schema.path("title").asString("")).as("title of %s", name).isEqualTo(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0.5S", "PT0.001S", "PT30S", "PT1H30M", "PT26H", "P2DT3H", "P366D"})
  void durationsThatAreWrittenFitThePattern(String text) {
    Pattern pattern =
        Pattern.compile(DOCUMENT.at("/components/schemas/Duration/pattern").asString());

    assertThat(text).matches(pattern);
    assertThat(Duration.parse(text).toString()).matches(pattern);
    assertThat(List.of("P1M", "P1Y", "P1W", "PT", "P", "P1DT"))
        .noneMatch(other -> pattern.matcher(other).matches());
  }

  private static Set<String> typesOn(String topic) {
    return Samples.all().stream()
        .map(
            event -> TaskCodec.write(new Fact(Samples.TASK, 1, Samples.NOON, event), "/test", null))
        .filter(event -> complaints(topic, event).isEmpty())
        .map(CloudEvent::type)
        .collect(toSet());
  }

  private static List<String> complaints(String topic, CloudEvent event) {
    return DOCUMENT.complaints(topic, event.subject(), event.headers(), event.data());
  }
}
