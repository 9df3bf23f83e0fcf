package dev.millrace.api.catalogue;

import dev.millrace.api.topic.WholeTopic;
import dev.millrace.events.wire.TaskCodec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts what `millrace.task-types` says into the catalogue. A line that cannot be read changes
/// nothing.
final class KafkaCatalogue implements WholeTopic.Reader {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaCatalogue.class);

  private final Catalogue catalogue;

  KafkaCatalogue(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public void caughtUp() {
    catalogue.markRead();
    LOG.info("The catalogue is read: {} task types", catalogue.size());
  }

  @Override
  public void take(ConsumerRecord<String, String> line, boolean isNew) {
    if (line.value() == null) {
      catalogue.remove(line.key());
      return;
    }
    catalogue.put(OfferedType.compile(TaskCodec.readEntry(line.value())));
  }
}
