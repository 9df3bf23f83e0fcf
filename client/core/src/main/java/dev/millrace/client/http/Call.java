package dev.millrace.client.http;

import dev.millrace.client.problem.Problem;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// One call, as often as it is sent.
///
/// @param path with the query, below the address of the service
/// @param headers names and values in turn
/// @param mayRepeat whether it may be sent again where no answer came
/// @param extra time that its answer may be held back, beyond the time-out
/// @param done says of a refusal, after an answer was lost, that the lost call did what it should
public record Call(
    String method,
    String path,
    BodyPublisher body,
    List<String> headers,
    boolean mayRepeat,
    Duration extra,
    Predicate<Problem> done) {

  public Call {
    headers = List.copyOf(headers);
  }

  public static Call get(String path) {
    return new Call(
        "GET", path, BodyPublishers.noBody(), List.of(), true, Duration.ZERO, Call::never);
  }

  /// A call that changes something, and is sent once unless it never arrived.
  public static Call once(String method, String path, BodyPublisher body) {
    return new Call(method, path, body, List.of(), false, Duration.ZERO, Call::never);
  }

  /// The same with a header.
  public Call with(String header, String value) {
    List<String> more = new ArrayList<>(headers);
    more.add(header);
    more.add(value);
    return new Call(method, path, body, more, mayRepeat, extra, done);
  }

  /// The same, whose answer may be held back.
  public Call heldBack(Duration time) {
    return new Call(method, path, body, headers, mayRepeat, time, done);
  }

  /// The same, which may be sent again where no answer came.
  ///
  /// @param isDone whether a refusal then says that it was done the first time
  public Call repeatable(Predicate<Problem> isDone) {
    return new Call(method, path, body, headers, true, extra, isDone);
  }

  private static boolean never(Problem refusal) {
    return false;
  }

  public Call repeatable() {
    return repeatable(Call::never);
  }
}
