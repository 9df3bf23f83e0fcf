package dev.millrace.client.http;

import dev.millrace.client.problem.Problem;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Sends calls, each with a token, in bounds of time and size. No thread waits for an answer.
public final class Calls {

  private static final String STREAM = "text/event-stream";

  private final HttpClient http;
  private final String base;
  private final Supplier<String> tokens;
  private final CallSettings settings;
  private final Executor executor;
  private final @Nullable String user;

  /// @param base the address of the service, without a slash at its end
  /// @param tokens asked for each attempt
  public Calls(
      HttpClient http,
      String base,
      Supplier<String> tokens,
      CallSettings settings,
      Executor executor) {
    this(http, base, tokens, settings, executor, null);
  }

  private Calls(
      HttpClient http,
      String base,
      Supplier<String> tokens,
      CallSettings settings,
      Executor executor,
      @Nullable String user) {
    this.http = http;
    this.base = base;
    this.tokens = tokens;
    this.settings = settings;
    this.executor = executor;
    this.user = user;
  }

  /// The same calls, made for another user.
  public Calls onBehalfOf(String user) {
    return new Calls(http, base, tokens, settings, executor, encoded(user));
  }

  /// The service reads a plus as a plus, so a space is none here.
  private static String encoded(String user) {
    if (user.isBlank()) {
      throw new IllegalArgumentException("a user has 1 to 200 characters");
    }
    return URLEncoder.encode(user, StandardCharsets.UTF_8).replace("+", "%20");
  }

  public CallSettings settings() {
    return settings;
  }

  /// Sends a call, again where that may help.
  ///
  /// @return what came back with a status below 400, or a refusal that shows that the call was done
  ///   already; fails with a [ProblemException][dev.millrace.client.problem.ProblemException] and
  ///   the other exceptions of its package
  public CompletableFuture<Answer> send(Call call) {
    var sending = new RepeatedCall(this, call);
    sending.attempt();
    return sending.result();
  }

  /// The refusal of one item of an answer.
  public static Problem problem(JsonNode item) {
    return Problems.read(item, item.path("status").asInt(0), null);
  }

  /// Asks for a stream, once.
  ///
  /// @param reader reads what comes, part by part
  public CompletableFuture<StreamAnswer> open(Call call, Consumer<ByteBuffer> reader) {
    HttpRequest request = request(call, token());
    return limited(
        http.sendAsync(request, info -> streamOrRefusal(info, reader)),
        settings.timeout(),
        HttpResponse::body,
        answer -> {
          if (answer instanceof StreamAnswer.Opened opened) {
            opened.stream().close();
          }
        });
  }

  private HttpResponse.BodySubscriber<StreamAnswer> streamOrRefusal(
      ResponseInfo info, Consumer<ByteBuffer> reader) {
    boolean isStream =
        info.statusCode() == 200
            && info.headers().firstValue("content-type").orElse("").startsWith(STREAM);
    return isStream
        ? BodySubscribers.mapping(
            new OpenStream(reader, settings.silence(), executor), StreamAnswer.Opened::new)
        : BodySubscribers.mapping(
            new BoundedText(settings.largestAnswer()),
            body -> new StreamAnswer.Refused(info.statusCode()));
  }

  /// Runs it after a pause that doubles with each attempt in vain.
  public void later(int tried, Runnable action) {
    later(new RetryRules(settings).pause(tried, Math.random()), action);
  }

  public void later(Duration pause, Runnable action) {
    CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, executor)
        .execute(action);
  }

  BearerToken token() {
    return BearerToken.of(tokens);
  }

  /// One attempt.
  CompletableFuture<Answer> attempt(Call call, BearerToken token) {
    return limited(
        http.sendAsync(request(call, token), info -> new BoundedText(settings.largestAnswer())),
        settings.timeout().plus(call.extra()),
        response -> new Answer(response.statusCode(), response.headers(), response.body()),
        answer -> {});
  }

  private HttpRequest request(Call call, BearerToken token) {
    var request =
        HttpRequest.newBuilder(URI.create(base + call.path()))
            .method(call.method(), call.body())
            .header("Authorization", token.header());
    if (user != null) {
      request.header("On-Behalf-Of", user);
    }
    if (!call.headers().isEmpty()) {
      request.headers(call.headers().toArray(String[]::new));
    }
    return request.build();
  }

  /// The JDK's own limit ends with the head of the answer; a body may come for ever.
  ///
  /// @param late takes what comes when it is no longer wanted
  private static <T, U> CompletableFuture<U> limited(
      CompletableFuture<HttpResponse<T>> sent,
      Duration most,
      Function<HttpResponse<T>, U> read,
      Consumer<U> late) {
    CompletableFuture<U> limited = new CompletableFuture<>();
    var unusedSent =
        sent.whenComplete((response, failure) -> {
          if (failure != null) {
            limited.completeExceptionally(failure);
            return;
          }
          U answer = read.apply(response);
          if (!limited.complete(answer)) {
            late.accept(answer);
          }
        });
    var unusedLimit =
        limited
            .orTimeout(most.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete((answer, failure) -> {
              if (failure != null) {
                sent.cancel(true);
              }
            });
    return limited;
  }
}
