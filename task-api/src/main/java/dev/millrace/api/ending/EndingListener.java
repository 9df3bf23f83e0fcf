package dev.millrace.api.ending;

import dev.millrace.api.batch.Batches;
import dev.millrace.events.Fact;
import dev.millrace.events.wire.CloudEvent;
import dev.millrace.events.wire.MalformedRecord;
import dev.millrace.events.wire.TaskCodec;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchMessageListener;

/// Reads the endings out of a poll and has them written.
///
/// It throws when the database is away, and is then called again with the same records. A record
/// that cannot be read is passed over: the projection keeps and reports it.
final class EndingListener implements BatchMessageListener<byte[], byte[]> {

  private static final Logger LOG = LoggerFactory.getLogger(EndingListener.class);

  /// Most facts by far are of types that end nothing: they are not parsed.
  private static final Set<String> PASSED_OVER =
      Set.of(
          "dev.millrace.task.requested.v1",
          "dev.millrace.task.started.v1",
          "dev.millrace.task.progressed.v1");

  private final EndingRows rows;
  private final Batches batches;
  private final Clock clock;

  EndingListener(EndingRows rows, Batches batches, Clock clock) {
    this.rows = rows;
    this.batches = batches;
    this.clock = clock;
  }

  @Override
  public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
    List<Ending> endings = new ArrayList<>();
    for (var found : records) {
      Ending ending = read(found);
      if (ending != null) {
        endings.add(ending);
      }
    }
    Collection<Ending> newest = Ending.newest(endings);
    rows.write(newest);
    // A crash before this is followed by the same poll.
    batches.stopFor(
        newest.stream().filter(Ending::isFailure).map(Ending::taskId).toList(), clock.instant());
  }

  private static @Nullable Ending read(ConsumerRecord<byte[], byte[]> found) {
    String type = header(found, "ce_type");
    if (type == null || found.value() == null || PASSED_OVER.contains(type)) {
      return null;
    }
    try {
      Fact fact =
          TaskCodec.readFact(
              CloudEvent.read(
                  name -> header(found, name), new String(found.value(), StandardCharsets.UTF_8)));
      return fact == null ? null : Ending.of(fact);
    } catch (MalformedRecord e) {
      LOG.warn(
          "Passed over {}-{} offset {}: {}",
          found.topic(),
          found.partition(),
          found.offset(),
          e.getMessage());
      return null;
    }
  }

  private static @Nullable String header(ConsumerRecord<byte[], byte[]> found, String name) {
    var header = found.headers().lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
