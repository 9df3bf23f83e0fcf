package dev.millrace.access.logging;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import org.jspecify.annotations.Nullable;

/// A message on one line. Those of Spring Boot itself, such as its report of a failed start, may
/// have several: no text of a caller is in them.
public final class SafeMessage extends MessageConverter {

  private static final String FRAMEWORK = "org.springframework.boot.";

  @Override
  public @Nullable String convert(ILoggingEvent event) {
    String message = super.convert(event);
    return event.getLoggerName().startsWith(FRAMEWORK) ? message : Printable.of(message);
  }
}
