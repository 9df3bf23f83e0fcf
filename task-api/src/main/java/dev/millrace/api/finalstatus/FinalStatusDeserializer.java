package dev.millrace.api.finalstatus;

import dev.millrace.events.Fact;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.kafka.CloudEventReader;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the ending out of a record as soon as it is unpacked, so that a poll of thousands of large
/// facts never has more than one of them in memory.
///
/// A record that says nothing of an end is empty. So is one that cannot be read, whatever the
/// reason: the projection keeps and reports it, and a consumer that stopped here would stop for
/// ever.
final class FinalStatusDeserializer implements Deserializer<Optional<FinalStatus>> {

  private static final Logger LOG = LoggerFactory.getLogger(FinalStatusDeserializer.class);

  /// Most facts by far are of types that end nothing: they are not parsed.
  private static final Set<String> PASSED_OVER =
      Set.of(
          "dev.millrace.task.requested.v1",
          "dev.millrace.task.started.v1",
          "dev.millrace.task.progressed.v1");

  private final Runnable passedOver;

  /// @param passedOver is told of each record that cannot be read
  FinalStatusDeserializer(Runnable passedOver) {
    this.passedOver = passedOver;
  }

  @Override
  public Optional<FinalStatus> deserialize(String topic, byte @Nullable [] value) {
    return Optional.empty();
  }

  @Override
  public Optional<FinalStatus> deserialize(String topic, Headers headers, byte @Nullable [] value) {
    String type = CloudEventReader.header(headers, "ce_type");
    if (type == null || value == null || PASSED_OVER.contains(type)) {
      return Optional.empty();
    }
    try {
      Fact fact = TaskCodec.readFact(CloudEventReader.read(headers, value));
      return fact == null ? Optional.empty() : Optional.ofNullable(FinalStatus.of(fact));
    } catch (RuntimeException e) {
      passedOver.run();
      String id = CloudEventReader.header(headers, "ce_id");
      LOG.warn("Passed over event {} of {}: {}", id, topic, e.getMessage());
      return Optional.empty();
    }
  }
}
