package dev.millrace.executor.pause;

import dev.millrace.events.Topics;
import dev.millrace.events.catalogue.TypeControl;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.executor.observe.EngineMeters;
import dev.millrace.kafka.WholeTopic;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows the whole of `millrace.type-controls`, which every executor reads.
///
/// No work may be taken in before all of it was read once: an executor that starts while a type is
/// paused would run it. The relay may say the last second again after a crash; what it says last is
/// right.
public final class TypeControls {

  private static final Logger LOG = LoggerFactory.getLogger(TypeControls.class);

  private final TypeGate gate;
  private final WholeTopic topic;

  /// @param kafka how consumers reach Kafka
  /// @param client its name at the brokers
  public TypeControls(
      TypeGate gate, Map<String, Object> kafka, String client, EngineMeters meters) {
    this.gate = gate;
    this.topic =
        new WholeTopic(kafka, Topics.TYPE_CONTROLS, client, this::take, () -> meters.unreadable(1));
  }

  /// Starts reading, and returns when everything that was said before is known.
  public void start() throws InterruptedException {
    topic.start();
    topic.awaitCaughtUp();
  }

  public void stop() {
    topic.stop();
  }

  /// The topic says by its values alone what holds; no type is ever taken back.
  private void take(ConsumerRecord<String, String> line, boolean isNew) {
    if (line.value() == null) {
      return;
    }
    TypeControl control = TaskCodec.readTypeControl(line.value());
    if (gate.apply(control)) {
      LOG.info(
          "Type {} is {} by {}: {}",
          control.type(),
          control.paused() ? "paused" : "resumed",
          control.by(),
          control.reason());
    }
  }
}
