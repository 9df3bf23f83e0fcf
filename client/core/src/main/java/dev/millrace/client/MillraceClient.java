package dev.millrace.client;

import dev.millrace.client.http.CallSettings;
import dev.millrace.client.http.Calls;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/// The client of one Millrace: one for a whole program.
///
/// ```java
/// Tasks tasks = MillraceClient.of(URI.create("https://tasks.example.org"), tokens).build().tasks();
/// Report report = tasks.submit(REPORT, parameters).await(Duration.ofMinutes(5));
/// ```
///
/// It has no thread while nothing happens, and need not be closed.
public final class MillraceClient {

  private final String address;
  private final Tasks tasks;

  private MillraceClient(String address, Tasks tasks) {
    this.address = address;
    this.tasks = tasks;
  }

  /// A client of the Millrace at this address.
  ///
  /// @param address of task-api, such as `https://tasks.example.org`, with the prefix of a proxy
  ///   where there is one
  /// @param tokens gives the access token of each call; it has to keep it for as long as it is good
  /// @throws IllegalArgumentException where the address is none
  public static Builder of(URI address, Supplier<String> tokens) {
    return new Builder(base(address), tokens);
  }

  public Tasks tasks() {
    return tasks;
  }

  /// Tokens are no part of it.
  @Override
  public String toString() {
    return "MillraceClient[" + address + "]";
  }

  private static String base(URI address) {
    String scheme = address.getScheme();
    boolean isHttp =
        scheme != null && (scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"));
    if (!isHttp
        || address.getHost() == null
        || address.getRawUserInfo() != null
        || address.getRawQuery() != null
        || address.getRawFragment() != null) {
      // Not repeated: it may have a password.
      throw new IllegalArgumentException(
          "the address of Millrace is http(s)://host[:port][/prefix], without user, query or"
              + " fragment");
    }
    String text = address.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  /// What can be set; each has a default.
  public static final class Builder {

    private final String address;
    private final Supplier<String> tokens;
    private CallSettings settings = CallSettings.STANDARD;
    private JsonMapper json = JsonMapper.builder().build();

    private Builder(String address, Supplier<String> tokens) {
      this.address = address;
      this.tokens = tokens;
    }

    /// The longest that one attempt of a call may take; 30 s. Not for waiting for a task.
    public Builder timeout(Duration timeout) {
      settings = settings.withTimeout(timeout);
      return this;
    }

    /// Attempts after the first one, where that may help; 5, in about 8 s and what `Retry-After`
    /// says.
    public Builder retries(int retries) {
      settings = settings.withRetries(retries);
      return this;
    }

    /// Most bytes of an answer, such as a result; 32 MB.
    public Builder largestAnswer(int bytes) {
      settings = settings.withLargestAnswer(bytes);
      return this;
    }

    /// Writes parameters and reads results.
    public Builder json(JsonMapper mapper) {
      this.json = mapper;
      return this;
    }

    Builder settings(CallSettings all) {
      this.settings = all;
      return this;
    }

    public MillraceClient build() {
      ExecutorService threads = Executors.newCachedThreadPool(daemons());
      HttpClient.Builder http =
          HttpClient.newBuilder().executor(threads).connectTimeout(settings.timeout());
      if (address.toLowerCase(Locale.ROOT).startsWith("http:")) {
        // Without TLS each call would ask to go on with HTTP/2, which not every proxy bears.
        http.version(HttpClient.Version.HTTP_1_1);
      }
      var calls = new Calls(http.build(), address, tokens, settings, threads);
      return new MillraceClient(address, new HttpTasks(calls, new TaskJson(json)));
    }

    private static ThreadFactory daemons() {
      var number = new AtomicInteger();
      return task -> {
        var thread = new Thread(task, "millrace-client-" + number.incrementAndGet());
        thread.setDaemon(true);
        return thread;
      };
    }

    @Override
    public String toString() {
      return "MillraceClient.Builder[" + address + "]";
    }
  }
}
