package dev.millrace.events.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.Fact;
import dev.millrace.events.Samples;
import dev.millrace.events.TaskEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Recorded samples of every version: what was once written must stay readable, and is what we
/// write.
///
/// A new event fails here until its sample is recorded: run with `-Dsamples.record=true` once. A
/// sample that is there is never recorded again; a changed meaning is a new `.v2` type with a
/// sample of its own.
class RecordedSamplesTest {

  private static final Path FOLDER = Path.of("src/test/resources/samples");
  private static final String SOURCE = "/millrace/sample";
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  static List<TaskEvent> events() {
    return Samples.all();
  }

  @ParameterizedTest
  @MethodSource("events")
  void recordedSampleIsReadAsTheEventItWas(TaskEvent event) throws IOException {
    CloudEvent recorded = recorded(event);

    assertThat(TaskCodec.readFact(recorded)).isEqualTo(Samples.fact(5, event));
  }

  @ParameterizedTest
  @MethodSource("events")
  void eventIsWrittenAsItWasRecorded(TaskEvent event) throws IOException {
    assertThat(text(written(event))).isEqualTo(text(recorded(event)));
  }

  @Test
  void everyEventHasASample() {
    assertThat(Samples.all().stream().map(Object::getClass).collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(concrete(TaskEvent.class));
  }

  private static List<Class<?>> concrete(Class<?> type) {
    return type.isSealed()
        ? List.of(type.getPermittedSubclasses()).stream()
            .flatMap(sub -> concrete(sub).stream())
            .collect(Collectors.toList())
        : List.of(type);
  }

  private static CloudEvent written(TaskEvent event) {
    Fact fact = Samples.fact(5, event);
    return TaskCodec.write(fact, SOURCE, TRACE);
  }

  static CloudEvent recorded(TaskEvent event) throws IOException {
    CloudEvent now = written(event);
    Path file = FOLDER.resolve(now.type() + ".txt");
    if (!Files.exists(file) && Boolean.getBoolean("samples.record")) {
      Files.writeString(file, text(now));
    }
    String[] parts = Files.readString(file).split("\n\n", 2);
    Map<String, String> headers =
        parts[0].lines().map(l -> l.split(": ", 2)).collect(Collectors.toMap(l -> l[0], l -> l[1]));
    return CloudEvent.read(headers::get, parts[1].strip());
  }

  private static String text(CloudEvent record) {
    return record.headers().entrySet().stream()
            .map(h -> h.getKey() + ": " + h.getValue() + "\n")
            .collect(Collectors.joining())
        + "\n"
        + record.data()
        + "\n";
  }
}
