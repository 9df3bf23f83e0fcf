package dev.millrace.access.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/// What a caller sends stays inside its line of the log.
class SafeLogTest {

  private static final String FORGED = "no\r\n2030-01-01 ERROR all is lost\u001b[2J\u2028\u202e";
  private static final String SEEN =
      "no\\u000d\\u000a2030-01-01 ERROR all is lost\\u001b[2J\\u2028\\u202e";

  @Test
  void messageIsOneLine() throws JoranException {
    String log = logged(logger -> logger.info("reason: {}", FORGED));

    assertThat(log).isEqualTo("reason: " + SEEN + "\n");
  }

  @Test
  void messagesOfExceptionsAndOfTheirCausesStayOnTheirLines() throws JoranException {
    var failure = new IllegalStateException(FORGED, new IllegalArgumentException(FORGED));
    failure.addSuppressed(new IllegalArgumentException(FORGED));

    String log = logged(logger -> logger.warn("failed", failure));

    assertThat(log.lines())
        .contains(
            "java.lang.IllegalStateException: " + SEEN,
            "Caused by: java.lang.IllegalArgumentException: " + SEEN,
            "\tSuppressed: java.lang.IllegalArgumentException: " + SEEN)
        .noneMatch(line -> line.startsWith("2030"));
    assertThat(log).doesNotContain("\u001b", "\u2028", "\u202e");
  }

  @Test
  void longTextIsCut() throws JoranException {
    String log = logged(logger -> logger.info("{}", "x".repeat(1_000_000)));

    assertThat(log).hasSizeLessThan(Printable.LONGEST + 50).endsWith("... (1000000 characters)\n");
  }

  @Test
  void writingOfEveryLanguageIsSeenAsItIs() throws JoranException {
    String text = "任务 задача мهمة 😀\ttab";

    assertThat(logged(logger -> logger.info(text))).isEqualTo(text + "\n");
  }

  private static String logged(Consumer<Logger> what) throws JoranException {
    var context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    var configurator = new JoranConfigurator();
    configurator.setContext(context);
    PrintStream before = System.out;
    var bytes = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
      configurator.doConfigure(
          new ByteArrayInputStream(
              """
              <configuration>
                <include resource="safe-log.xml"/>
                <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                  <encoder class="%s"><charset>UTF-8</charset><pattern>%%msg%%n%%ex{12}</pattern></encoder>
                </appender>
                <root level="INFO"><appender-ref ref="out"/></root>
              </configuration>
              """
                  .formatted(PatternLayoutEncoder.class.getName())
                  .getBytes(StandardCharsets.UTF_8)));
      what.accept(context.getLogger("test"));
      context.stop();
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
