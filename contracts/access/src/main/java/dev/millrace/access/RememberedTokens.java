package dev.millrace.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/// Remembers for a minute which tokens were good, since a caller sends the same one thousands of
/// times and each check of a signature is worth a good part of a submission.
///
/// A token is never good for longer than its `exp`; one whose key was withdrawn by its issuer is
/// good for up to a minute more. What was refused is not remembered. Bounded: when too many tokens
/// are remembered, all are forgotten, which costs a check each.
final class RememberedTokens implements JwtDecoder {

  private static final Duration AT_MOST = Duration.ofMinutes(1);
  private static final int MOST = 10_000;

  private final JwtDecoder decoder;
  private final Clock clock;
  private final Map<String, Remembered> good = new ConcurrentHashMap<>();

  RememberedTokens(JwtDecoder decoder, Clock clock) {
    this.decoder = decoder;
    this.clock = clock;
  }

  @Override
  public Jwt decode(String token) {
    Instant now = clock.instant();
    Remembered known = good.get(token);
    if (known != null && now.isBefore(known.until())) {
      return known.jwt();
    }
    good.remove(token);
    Jwt jwt = decoder.decode(token);
    if (good.size() >= MOST) {
      good.clear();
    }
    good.put(token, new Remembered(jwt, until(jwt, now)));
    return jwt;
  }

  private static Instant until(Jwt jwt, Instant now) {
    Instant most = now.plus(AT_MOST);
    Instant expiry = jwt.getExpiresAt();
    return expiry != null && expiry.isBefore(most) ? expiry : most;
  }

  private record Remembered(Jwt jwt, Instant until) {}
}
