package dev.millrace.jobs.llm;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.LogLevel;
import com.openai.core.RequestOptions;
import com.openai.core.Timeout;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIException;
import com.openai.models.ResponseFormatJsonObject;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Speaks OpenAI's chat completions protocol with one provider.
///
/// One call is one HTTP request: retries belong to the engine and failover to [LanguageModels], so
/// the client's own are off. A stream that ends without saying why it ended counts as cut.
final class OpenAiEndpoint implements AutoCloseable {

  private static final int LONGEST_ANSWER = 2_000_000;

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
  /// @throws InterruptedException when the calling thread was interrupted; the connection is closed
  Answer ask(Question question, AnswerListener listener) throws CallFailed, InterruptedException {
    try {
      RequestOptions options = options(question.kind());
      return settings.streaming()
          ? stream(params(question), options, question, listener)
          : whole(params(question), options, question, listener);
    } catch (OpenAIException | UncheckedIOException | IllegalStateException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while " + settings.name() + " was answering");
      }
      throw new CallFailed(CallFailure.of(settings.name(), e, clock));
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private Answer stream(
      ChatCompletionCreateParams params,
      RequestOptions options,
      Question question,
      AnswerListener listener)
      throws CallFailed {
    Growing answer = new Growing(settings.model());
    try (StreamResponse<ChatCompletionChunk> response =
        client.chat().completions().createStreaming(params, options)) {
      for (Iterator<ChatCompletionChunk> chunks = response.stream().iterator();
          chunks.hasNext(); ) {
        answer.add(chunks.next());
        if (answer.text.length() > LONGEST_ANSWER) {
          throw new CallFailed(CallFailure.broken(settings.name(), "endless answer"));
        }
        listener.received(answer.text.length());
      }
    }
    if (answer.finish == null) {
      throw new CallFailed(CallFailure.broken(settings.name(), "answer was cut off"));
    }
    return answer(
        question,
        answer.text.toString(),
        answer.model,
        answer.finish,
        Optional.ofNullable(answer.usage));
  }

  private Answer whole(
      ChatCompletionCreateParams params,
      RequestOptions options,
      Question question,
      AnswerListener listener)
      throws CallFailed {
    ChatCompletion completion = client.chat().completions().create(params, options);
    if (completion.choices().isEmpty()) {
      throw new CallFailed(CallFailure.broken(settings.name(), "answer without a choice"));
    }
    ChatCompletion.Choice choice = completion.choices().getFirst();
    String text = choice.message().content().orElse("");
    listener.received(text.length());
    return answer(
        question,
        text,
        completion.model(),
        choice.finishReason().asString(),
        completion.usage().map(u -> new Counted(u.promptTokens(), u.completionTokens())));
  }

  private Answer answer(
      Question question, String text, String model, String finish, Optional<Counted> counted)
      throws CallFailed {
    if (finish.equals("content_filter")) {
      throw new CallFailed(CallFailure.declined(settings.name()));
    }
    if (text.isBlank()) {
      throw new CallFailed(CallFailure.broken(settings.name(), "empty answer"));
    }
    Counted tokens =
        counted.orElseGet(
            () -> new Counted(question.estimatedTokens(), Question.estimateTokens(text)));
    return new Answer(
        text,
        settings.name(),
        model,
        finish.equals("length"),
        new Usage(
            1,
            tokens.prompt(),
            tokens.completion(),
            settings.cost(tokens.prompt(), tokens.completion())));
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

  private record Counted(long prompt, long completion) {}

  /// A streamed answer as far as it has come.
  private static final class Growing {
    private final StringBuilder text = new StringBuilder();
    private String model;
    private @Nullable String finish;
    private @Nullable Counted usage;

    Growing(String model) {
      this.model = model;
    }

    void add(ChatCompletionChunk chunk) {
      model = chunk._model().asString().filter(name -> !name.isBlank()).orElse(model);
      chunk.usage().ifPresent(u -> usage = new Counted(u.promptTokens(), u.completionTokens()));
      for (ChatCompletionChunk.Choice choice : chunk.choices()) {
        choice.delta().content().ifPresent(text::append);
        choice.finishReason().ifPresent(reason -> finish = reason.asString());
      }
    }
  }
}
