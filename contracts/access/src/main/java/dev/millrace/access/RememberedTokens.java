package dev.millrace.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/// Remembers for a minute which tokens were good, since a caller sends the same one thousands of
/// times and each check of a signature is worth a good part of a submission.
///
/// A token is never good for longer than its `exp`; one whose key was withdrawn by its issuer is
/// good for up to a minute more. What was refused is not remembered. The cache is bounded by the
/// characters of its tokens: beyond that the least used are forgotten, so that a caller with many
/// tokens costs others a check of theirs at most.
final class RememberedTokens implements JwtDecoder {

  private static final Duration AT_MOST = Duration.ofMinutes(1);
  private static final long MOST_CHARACTERS = 4_000_000;

  private final JwtDecoder decoder;
  private final Clock clock;
  private final Cache<String, Remembered> good =
      Caffeine.newBuilder()
          .maximumWeight(MOST_CHARACTERS)
          .weigher((String token, Remembered _) -> token.length())
          .build();

  RememberedTokens(JwtDecoder decoder, Clock clock) {
    this.decoder = decoder;
    this.clock = clock;
  }

  @Override
  public Jwt decode(String token) {
    Instant now = clock.instant();
    Remembered known = good.getIfPresent(token);
    if (known != null && now.isBefore(known.until())) {
      return known.jwt();
    }
    good.invalidate(token);
    Jwt jwt = decoder.decode(token);
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
