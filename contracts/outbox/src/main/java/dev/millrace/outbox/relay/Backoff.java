package dev.millrace.outbox.relay;

import java.time.Duration;

/// A pause that doubles with every failure in a row. Not for several threads.
public final class Backoff {

  private final Duration shortest;
  private final Duration longest;
  private Duration next;

  public Backoff(Duration shortest, Duration longest) {
    this.shortest = shortest;
    this.longest = longest;
    this.next = shortest;
  }

  /// How long to wait now.
  public Duration next() {
    Duration pause = next;
    Duration doubled = next.multipliedBy(2);
    next = doubled.compareTo(longest) < 0 ? doubled : longest;
    return pause;
  }

  public void reset() {
    next = shortest;
  }
}
