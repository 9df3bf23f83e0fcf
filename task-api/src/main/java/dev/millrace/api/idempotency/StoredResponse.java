package dev.millrace.api.idempotency;

import java.time.Duration;

/// The promise to answer the same again. It is kept from the commit on in which it is written.
///
/// @param fingerprint of what was sent, in hexadecimal digits
/// @param retention how long it is kept
public record StoredResponse(
    KeyedCall call, String fingerprint, Response answer, Duration retention) {

  /// About what it weighs in memory and on the wire.
  public int weight() {
    return answer.body().length();
  }
}
