package dev.millrace.executor.control;

import dev.millrace.events.command.AddressedCommand;
import dev.millrace.events.wire.CloudEvent;
import dev.millrace.events.wire.MalformedRecord;
import dev.millrace.events.wire.TaskCodec;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// A record of `millrace.control`, read.
sealed interface CommandRecord {

  record Command(AddressedCommand command) implements CommandRecord {}

  /// A newer version's command, or bytes that are none.
  record Unreadable(String why) implements CommandRecord {}

  static CommandRecord read(ConsumerRecord<String, byte[]> record) {
    byte[] value = record.value();
    if (value == null) {
      return new Unreadable("it has no value");
    }
    try {
      CloudEvent event =
          CloudEvent.read(
              name -> text(record.headers().lastHeader(name)),
              new String(value, StandardCharsets.UTF_8));
      AddressedCommand command = TaskCodec.readCommand(event);
      return command == null
          ? new Unreadable("this version knows no command " + event.type())
          : new Command(command);
    } catch (MalformedRecord e) {
      return new Unreadable(String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable String text(@Nullable Header header) {
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
