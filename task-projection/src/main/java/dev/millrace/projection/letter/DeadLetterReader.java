package dev.millrace.projection.letter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.events.TaskRequested;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.wire.CloudEvent;
import dev.millrace.events.wire.DeadLetterHeaders;
import dev.millrace.events.wire.MalformedRecord;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.projection.letter.DeadLetter.About;
import dev.millrace.projection.letter.DeadLetter.Content;
import dev.millrace.projection.letter.DeadLetter.Header;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Makes a letter of any record whatsoever: what cannot be read is left out, and never an error.
public final class DeadLetterReader {

  private static final Pattern WORK_TOPIC =
      Pattern.compile("millrace\\.work\\.(.{1,200})\\.(high|normal|low)");

  private DeadLetterReader() {}

  /// Reads a letter.
  ///
  /// @param place its topic, partition and offset, as text that is like no other
  /// @param written when it was written
  public static DeadLetter read(
      String place, Instant written, List<Header> headers, Content content) {
    return new DeadLetter(
        UUID.nameUUIDFromBytes((place + "/" + written.toEpochMilli()).getBytes(UTF_8)),
        DeadLetterHeaders.read(name -> textOf(headers, name), written),
        about(headers, content),
        headers,
        content);
  }

  /// A header as text, or as Base64 where it is no UTF-8.
  public static Header header(String name, byte @Nullable [] value) {
    if (value == null) {
      return new Header(name, null, null);
    }
    String text = text(value);
    return text == null
        ? new Header(name, null, Base64.getEncoder().encodeToString(value))
        : new Header(name, text, null);
  }

  private static About about(List<Header> headers, Content content) {
    TaskRequested request = request(headers, content);
    if (request != null) {
      return new About(taskId(headers, content), request.type().value(), request.userId().value());
    }
    String topic = textOf(headers, "millrace_original_topic");
    Matcher work = WORK_TOPIC.matcher(topic == null ? "" : topic);
    return new About(taskId(headers, content), work.matches() ? work.group(1) : null, null);
  }

  private static @Nullable TaskRequested request(List<Header> headers, Content content) {
    String value = content.value() == null ? null : text(content.value());
    if (value == null) {
      return null;
    }
    try {
      var fact = TaskCodec.readFact(CloudEvent.read(name -> textOf(headers, name), value));
      return fact != null && fact.event() instanceof TaskRequested request ? request : null;
    } catch (MalformedRecord e) {
      // Most likely why it is a letter.
      return null;
    }
  }

  private static @Nullable TaskId taskId(List<Header> headers, Content content) {
    TaskId subject = taskId(textOf(headers, "ce_subject"));
    return subject == null && content.key() != null ? taskId(text(content.key())) : subject;
  }

  private static @Nullable TaskId taskId(@Nullable String text) {
    try {
      return text == null ? null : TaskId.parse(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /// The last of that name counts: a letter of a letter says why it is one last.
  private static @Nullable String textOf(List<Header> headers, String name) {
    String text = null;
    for (Header header : headers) {
      if (header.name().equals(name) && header.value() != null) {
        text = header.value();
      }
    }
    return text;
  }

  private static @Nullable String text(byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
