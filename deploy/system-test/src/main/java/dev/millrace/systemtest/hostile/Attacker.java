package dev.millrace.systemtest.hostile;

import dev.millrace.systemtest.hostile.wire.Answer;
import dev.millrace.systemtest.hostile.wire.Request;
import dev.millrace.systemtest.hostile.wire.Wire;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A user who means harm: their token, their time, and the count of what they did.
///
/// @param port of task-api; the executor has the next one, the projection the one after
/// @param end of the attack on the clock of [System#nanoTime()]
public record Attacker(int port, String token, long end, Wire wire, Tally tally) {

  private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");

  /// The target of a call about a task that there is.
  private static final Pattern CONTROL = Pattern.compile("^/api/tasks/[0-9a-f-]{36}");

  static Attacker of(int port, String token, Duration time) {
    return new Attacker(
        port,
        token,
        System.nanoTime() + time.toNanos(),
        new Wire(port, time.plusSeconds(5)),
        new Tally());
  }

  /// Whether there is time for another call.
  public boolean goesOn() {
    return System.nanoTime() - end < 0 && !Thread.currentThread().isInterrupted();
  }

  /// Sends with the token.
  public Answer send(Request request) {
    return counted(request, wire.send(request, token));
  }

  /// Sends without a token.
  public Answer sendAnonymously(Request request) {
    return counted(request, wire.send(request, ""));
  }

  /// Sends and does not wait for the answer; null where the connection fails.
  public @Nullable Socket start(Request request) {
    tally.countConnection();
    try {
      return wire.start(request, token);
    } catch (IOException e) {
      return null;
    }
  }

  /// Submits, and returns the ids of what was accepted.
  public List<String> submit(Request request) {
    Answer answer = send(request);
    return answer.isAccepted()
        ? ID.matcher(answer.body()).results().map(found -> found.group(1)).toList()
        : List.of();
  }

  /// The same calls by so many clients at once, each with its number, while there is time.
  public void atOnce(int clients, IntConsumer call) {
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < clients; i++) {
        int number = i;
        var _ = pool.submit(() -> call.accept(number));
      }
      pool.shutdown();
      long left = Math.max(0, end - System.nanoTime());
      if (!pool.awaitTermination(left, TimeUnit.NANOSECONDS)) {
        pool.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Requests one after the other, up to so many, while there is time.
  public void inTurn(int most, IntFunction<Request> request) {
    for (int i = 0; i < most && goesOn(); i++) {
      send(request.apply(i));
    }
  }

  private Answer counted(Request request, Answer answer) {
    tally.count(request.method() + " " + request.target(), answer);
    if (answer.isAccepted() && !CONTROL.matcher(request.target()).find()) {
      tally.countAccepted((int) ID.matcher(answer.body()).results().count());
    }
    return answer;
  }
}
