package dev.millrace.standalone;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

/// The main class of `./millrace start`.
public final class Standalone {

  private Standalone() {}

  /// Starts everything, prints where it is, and stays until the process is told to stop.
  ///
  /// Ends with code 1 and one line on standard error where something is in the way that the person
  /// at the terminal can remove. A process that is killed leaves nothing that the next start minds.
  public static void main(String[] arguments) throws InterruptedException {
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

  private static void stop(Millrace millrace, CountDownLatch stopped) {
    millrace.close();
    stopped.countDown();
  }
}
