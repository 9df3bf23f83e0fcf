package dev.millrace.executor.control;

import dev.millrace.events.command.AddressedCommand;
import dev.millrace.events.wire.CloudEvent;
import dev.millrace.events.wire.MalformedRecord;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.kafka.CloudEventReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// A record of a control topic, read.
sealed interface CommandRecord {

  record Command(AddressedCommand command) implements CommandRecord {}

  /// A newer version's command, or bytes that are none.
  record Unreadable(String why) implements CommandRecord {}

  static CommandRecord read(ConsumerRecord<String, byte[]> record) {
    try {
      CloudEvent event = CloudEventReader.read(record.headers(), record.value());
      AddressedCommand command = TaskCodec.readCommand(event);
      return command == null
          ? new Unreadable("this version knows no command " + event.type())
          : new Command(command);
    } catch (MalformedRecord e) {
      return new Unreadable(String.valueOf(e.getMessage()));
    }
  }
}
