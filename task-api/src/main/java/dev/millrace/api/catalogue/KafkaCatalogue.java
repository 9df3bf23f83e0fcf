package dev.millrace.api.catalogue;

import com.networknt.schema.SchemaException;
import dev.millrace.events.catalogue.TaskTypeEntry;
import dev.millrace.events.wire.MalformedRecord;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.kafka.WholeTopic;
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
    TaskTypeEntry entry = TaskCodec.readEntry(line.value());
    try {
      catalogue.put(OfferedType.compile(entry));
    } catch (SchemaException e) {
      throw new MalformedRecord(
          "value at /parametersSchema", "is no JSON Schema: " + e.getMessage(), e);
    }
  }
}
