package dev.millrace.api.finalstatus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskCancelled;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskStarted;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.events.task.UserId;
import dev.millrace.events.wire.CloudEvent;
import dev.millrace.events.wire.TaskCodec;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class FinalStatusDeserializerTest {

  private static final UUID TASK = new UUID(7, 1);

  private final FinalStatusDeserializer deserializer = new FinalStatusDeserializer(() -> {});

  @Test
  void endOfATaskIsAllThatIsKeptOfItsFact() {
    Optional<FinalStatus> ending =
        read(new TaskCancelled(new Actor(new UserId("alice"), "x".repeat(400))));

    assertThat(ending).contains(new FinalStatus(TASK, 3, Instant.EPOCH, TaskStatus.CANCELLED));
  }

  @Test
  void factThatEndsNothingIsNull() {
    assertThat(read(new TaskStarted(1, 1, new ExecutorId("executor")))).isEmpty();
  }

  @Test
  void recordThatCannotBeReadIsPassedOverWhateverIsWrongWithIt() {
    CloudEvent event = event(new TaskCancelled(new Actor(new UserId("alice"), null)));
    Headers none = new RecordHeaders();
    Headers typed = new RecordHeaders().add("ce_type", event.type().getBytes(UTF_8));

    assertThat(read(none, event.data())).isEmpty();
    assertThat(read(typed, event.data())).isEmpty();
    assertThat(read(headers(event), "{")).isEmpty();
    assertThat(read(headers(event), "{\"actor\":[]}")).isEmpty();
    assertThat(deserializer.deserialize("topic", headers(event), (byte[]) null)).isEmpty();
  }

  private Optional<FinalStatus> read(TaskEvent said) {
    CloudEvent event = event(said);
    return read(headers(event), event.data());
  }

  private Optional<FinalStatus> read(Headers headers, String data) {
    return deserializer.deserialize("topic", headers, data.getBytes(UTF_8));
  }

  private static CloudEvent event(TaskEvent said) {
    return TaskCodec.write(new Fact(new TaskId(TASK), 3, Instant.EPOCH, said), "/test", null);
  }

  private static Headers headers(CloudEvent event) {
    var headers = new RecordHeaders();
    event.headers().forEach((name, value) -> headers.add(name, value.getBytes(UTF_8)));
    return headers;
  }
}
