package dev.millrace.jobs.llm.provider;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.millrace.events.task.TaskId;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.jobs.llm.AnswerListener;
import dev.millrace.jobs.llm.CallKind;
import dev.millrace.jobs.llm.Question;
import dev.millrace.testinfra.OpenAiServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

@Timeout(60)
class NothingSecretIsLoggedIT {

  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private Level before = Level.INFO;

  @BeforeEach
  void listen() {
    before = root.getLevel();
    root.setLevel(Level.TRACE);
    lines.start();
    root.addAppender(lines);
  }

  @AfterEach
  void stopListening() {
    root.detachAppender(lines);
    root.setLevel(before);
  }

  @Test
  void everyCallIsLoggedWithoutTextOrKey() throws Exception {
    TaskId task = new TaskId(UUID.randomUUID());
    PrintStream stderr = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try (OpenAiServer server = new OpenAiServer();
        LanguageModels models = models(server)) {
      server.then(OpenAiServer.says("secret-answer")).then(OpenAiServer.status(401));
      Question question =
          Question.of(task, CallKind.OTHER, Question.Form.TEXT, "secret-system", "secret-text");
      models.ask(question, AnswerListener.NONE);
      try {
        models.ask(question, AnswerListener.NONE);
      } catch (PermanentFailure e) {
        assertThat(e).hasNoCause();
      }
    } finally {
      System.setErr(stderr);
    }

    List<String> all =
        lines.list.stream().map(e -> e.getFormattedMessage() + " " + e.getKeyValuePairs()).toList();
    assertThat(String.join("\n", all) + printed.toString(StandardCharsets.UTF_8))
        .doesNotContain("secret-")
        .doesNotContain("sk-secret");
    List<String> ours = all.stream().filter(line -> line.startsWith("llm_")).toList();
    assertThat(ours).hasSize(4).allMatch(line -> line.contains("task_id=" + task));
    assertThat(ours.get(0)).startsWith("llm_request").contains("provider=one", "model=m");
    assertThat(ours.get(1))
        .startsWith("llm_response")
        .contains("success=true", "duration_ms=", "prompt_tokens=100", "response_tokens=20");
    assertThat(ours.get(3)).contains("success=false", "error=\"one answered 401 why_not");
  }

  private static LanguageModels models(OpenAiServer server) {
    ProviderSettings provider =
        new ProviderSettings(
            "one",
            server.baseUrl(),
            "m",
            "K",
            CallTimeouts.STANDARD,
            1,
            1,
            null,
            true,
            true,
            100,
            "max_tokens",
            null,
            null);
    return LanguageModels.of(
        new LlmProperties(List.of(provider), Duration.ofSeconds(5), LlmProperties.Breaker.STANDARD),
        _ -> "sk-secret",
        new SimpleMeterRegistry(),
        Clock.systemUTC());
  }
}
