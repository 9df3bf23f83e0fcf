package dev.millrace.api.executors;

import dev.millrace.events.wire.TaskCodec;
import dev.millrace.kafka.WholeTopic;
import java.time.Clock;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Puts what `millrace.executors` says into the list.
///
/// What comes new is heard of when it comes, by the clock that its age is measured by. What was
/// there before has the time at which the broker took it; if that clock is ahead, a dead executor
/// shows alive for some seconds more.
final class ExecutorReader implements WholeTopic.Reader {

  private final ExecutorList executors;
  private final Clock clock;

  ExecutorReader(ExecutorList executors, Clock clock) {
    this.executors = executors;
    this.clock = clock;
  }

  @Override
  public void caughtUp() {
    executors.markRead();
  }

  @Override
  public void take(ConsumerRecord<String, String> line, boolean isNew) {
    if (line.value() == null) {
      executors.remove(line.key());
      return;
    }
    Instant now = clock.instant();
    Instant taken = Instant.ofEpochMilli(line.timestamp());
    executors.put(TaskCodec.readSnapshot(line.value()), isNew || taken.isAfter(now) ? now : taken);
  }
}
