package dev.millrace.jobs.llm.provider;

import com.google.errorprone.annotations.MustBeClosed;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.LogLevel;
import com.openai.core.RequestOptions;
import com.openai.core.Timeout;
import com.openai.core.http.HttpResponse;
import com.openai.models.ResponseFormatJsonObject;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.services.blocking.chat.ChatCompletionService;
import dev.millrace.jobs.llm.Answer;
import dev.millrace.jobs.llm.AnswerListener;
import dev.millrace.jobs.llm.AnswerText;
import dev.millrace.jobs.llm.CallKind;
import dev.millrace.jobs.llm.Question;
import dev.millrace.jobs.llm.Turn;
import dev.millrace.jobs.llm.Usage;
import dev.millrace.jobs.llm.failure.CallFailed;
import dev.millrace.jobs.llm.failure.CallFailure;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Speaks OpenAI's chat completions protocol with one provider.
///
/// One call is one HTTP request: retries belong to the engine and failover to [LanguageModels], so
/// the client's own are off. Bodies are read by [AnswerBody], since other servers than OpenAI's
/// leave out members that the client insists on.
final class OpenAiEndpoint implements AutoCloseable {

  private final ProviderSettings settings;
  private final Clock clock;
  private final OpenAIClient client;

  /// @param apiKey null for a server that wants none
  OpenAiEndpoint(ProviderSettings settings, @Nullable String apiKey, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.client =
        OpenAIOkHttpClient.builder()
            .baseUrl(settings.baseUrl().toString())
            .apiKey(apiKey == null ? "none" : apiKey)
            .maxRetries(0)
            .followRedirects(false)
            .disableTelemetry(true)
            .logLevel(LogLevel.OFF)
            .maxIdleConnections(settings.concurrency())
            .keepAliveDuration(Duration.ofMinutes(1))
            .build();
  }

  ProviderSettings settings() {
    return settings;
  }

  /// Asks once.
  ///
  /// @throws CallFailed whatever went wrong; the listener's own exceptions pass through
  /// @throws InterruptedException when the calling thread was interrupted; the connection is closed
  Answer ask(Question question, AnswerListener listener) throws CallFailed, InterruptedException {
    try (HttpResponse response = send(question)) {
      AnswerBody body = new AnswerBody(settings.name(), settings.model(), response.body());
      while (readOn(body)) {
        listener.received(body.characters());
      }
      return answer(question, body);
    }
  }

  @Override
  public void close() {
    client.close();
  }

  @MustBeClosed
  private HttpResponse send(Question question) throws CallFailed, InterruptedException {
    try {
      ChatCompletionService.WithRawResponse completions =
          client.withRawResponse().chat().completions();
      RequestOptions options = options(question.kind());
      return settings.streaming()
          ? completions.createStreaming(params(question), options)
          : completions.create(params(question), options);
    } catch (RuntimeException e) {
      throw failed(e);
    }
  }

  private boolean readOn(AnswerBody body) throws CallFailed, InterruptedException {
    try {
      return body.readOn();
    } catch (IOException | RuntimeException e) {
      throw failed(e);
    }
  }

  private CallFailed failed(Exception thrown) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted while " + settings.name() + " was answering");
    }
    return new CallFailed(CallFailure.of(settings.name(), thrown, clock));
  }

  private Answer answer(Question question, AnswerBody body) throws CallFailed {
    String finish = body.finish();
    if (finish == null) {
      throw broken("answer was cut off");
    }
    String text = AnswerText.of(body.text(), question.form());
    if (finish.equals("content_filter") || (text.isBlank() && body.isRefusal())) {
      throw new CallFailed(CallFailure.declined(settings.name()));
    }
    if (finish.equals("error")) {
      throw broken("answer ended with an error");
    }
    if (text.isBlank()) {
      throw broken(
          body.text().isBlank() ? "empty answer" : "thinking without an answer; raise max-tokens");
    }
    AnswerBody.Counted tokens =
        Objects.requireNonNullElseGet(
            body.counted(),
            () ->
                new AnswerBody.Counted(
                    question.estimatedTokens(), Question.estimateTokens(body.text())));
    return new Answer(
        text,
        settings.name(),
        body.model(),
        finish.equals("length"),
        new Usage(
            1,
            tokens.prompt(),
            tokens.completion(),
            settings.cost(tokens.prompt(), tokens.completion())));
  }

  private CallFailed broken(String how) {
    return new CallFailed(CallFailure.broken(settings.name(), how));
  }

  private RequestOptions options(CallKind kind) {
    CallTimeouts timeouts = settings.timeouts();
    // An answer that is not streamed is silent until it is there.
    return RequestOptions.builder()
        .timeout(
            Timeout.builder()
                .connect(timeouts.connect())
                .read(settings.streaming() ? timeouts.stall() : timeouts.of(kind))
                .write(timeouts.stall())
                .request(timeouts.of(kind))
                .build())
        .build();
  }

  private ChatCompletionCreateParams params(Question question) {
    ChatCompletionCreateParams.Builder params =
        ChatCompletionCreateParams.builder()
            .model(settings.model())
            .putAdditionalBodyProperty(
                settings.maxTokensField(), JsonValue.from(settings.maxTokens()));
    for (Turn turn : question.turns()) {
      switch (turn.role()) {
        case SYSTEM -> params.addSystemMessage(turn.text());
        case USER -> params.addUserMessage(turn.text());
        case ASSISTANT -> params.addAssistantMessage(turn.text());
      }
    }
    if (question.form() == Question.Form.JSON && settings.jsonMode()) {
      params.responseFormat(ResponseFormatJsonObject.builder().build());
    }
    if (settings.streaming()) {
      params.streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build());
    }
    return params.build();
  }
}
