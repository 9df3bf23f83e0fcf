package dev.millrace.standalone;

import dev.millrace.standalone.issuer.TokenRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/// The main class of `./millrace start`, `token`, `kafka-properties` and `service-properties`, of a
/// rehearsal, and of the servers that tests of services run against.
public final class Standalone {

  private Standalone() {}

  /// Starts everything, prints where it is, and stays until the process is told to stop.
  ///
  /// Ends with code 1 and one line on standard error where something is in the way that the person
  /// at the terminal can remove. A process that is killed leaves nothing that the next start minds.
  public static void main(String[] arguments) throws InterruptedException {
    // Also for the libraries: what they write for machines depends on it.
    Locale.setDefault(Locale.ROOT);
    if (arguments.length > 0 && arguments[0].equals("token")) {
      System.exit(print(() -> token(List.of(arguments).subList(1, arguments.length))));
    }
    if (arguments.length > 0 && arguments[0].equals("kafka-properties")) {
      System.exit(print(() -> KafkaProperties.text(StandaloneSettings.from(System.getenv()))));
    }
    if (arguments.length > 0 && arguments[0].equals("service-properties")) {
      System.exit(print(() -> service(List.of(arguments).subList(1, arguments.length))));
    }
    if (arguments.length > 0 && arguments[0].equals("rehearse")) {
      System.exit(run(Rehearsal::run));
    }
    if (arguments.length == 2 && arguments[0].equals("test-server")) {
      System.exit(run(() -> TestServer.run(Path.of(arguments[1]))));
    }
    Instant begin = Instant.now();
    Millrace millrace = new Millrace();
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(millrace, stopped), "stop"));
    try {
      StandaloneSettings settings = StandaloneSettings.from(System.getenv());
      millrace.start(settings);
      System.out.println(Welcome.text(settings, Duration.between(begin, Instant.now())));
    } catch (RuntimeException e) {
      System.err.println("millrace: " + StartupFailure.line(e));
      System.exit(1);
    }
    stopped.await();
  }

  private static String token(List<String> arguments) {
    StandaloneSettings settings = StandaloneSettings.from(System.getenv());
    return TokenRequest.parse(arguments).send(settings.data(), settings.port());
  }

  private static String service(List<String> arguments) {
    return ServiceProperties.parse(arguments).text(StandaloneSettings.from(System.getenv()));
  }

  /// Prints nothing but the answer on standard output, so that a shell can take it from there.
  private static int print(Supplier<String> answer) {
    try {
      System.out.println(answer.get());
      return 0;
    } catch (RuntimeException e) {
      System.err.println("millrace: " + StartupFailure.line(e));
      return 1;
    }
  }

  private interface Work {
    void run() throws InterruptedException, IOException;
  }

  private static int run(Work work) throws InterruptedException {
    try {
      work.run();
      return 0;
    } catch (IOException | RuntimeException e) {
      System.err.println("millrace: " + StartupFailure.line(e));
      return 1;
    }
  }

  private static void stop(Millrace millrace, CountDownLatch stopped) {
    millrace.close();
    stopped.countDown();
  }
}
