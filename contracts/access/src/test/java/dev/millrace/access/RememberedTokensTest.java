package dev.millrace.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;

class RememberedTokensTest {

  private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

  private final SteppedClock clock = new SteppedClock();
  private int checks;
  private final RememberedTokens tokens = new RememberedTokens(this::check, clock);

  @Test
  void tokenIsCheckedOnceAMinute() {
    tokens.decode("long");
    clock.step(Duration.ofSeconds(59));
    tokens.decode("long");
    assertThat(checks).isEqualTo(1);

    clock.step(Duration.ofSeconds(1));
    tokens.decode("long");
    assertThat(checks).isEqualTo(2);
  }

  @Test
  void rememberedTokenIsCheckedAgainOnceItHasExpired() {
    tokens.decode("short");
    clock.step(Duration.ofSeconds(10));
    tokens.decode("short");
    assertThat(checks).isEqualTo(2);
  }

  @Test
  void refusalIsNotRemembered() {
    for (int i = 0; i < 2; i++) {
      assertThatExceptionOfType(BadJwtException.class).isThrownBy(() -> tokens.decode("bad"));
    }
    assertThat(checks).isEqualTo(2);
  }

  @Test
  void tokensOfMoreCallersThanAreRememberedAreStillGood() {
    for (int i = 0; i < 10_001; i++) {
      tokens.decode("long" + i);
    }
    tokens.decode("long10000");
    assertThat(checks).isEqualTo(10_001);
  }

  @Test
  void floodOfLongTokensIsForgottenAndNotTheCallerWhoComesOften() {
    String padding = "x".repeat(2_000);
    int flood = 5_000;
    for (int i = 0; i < flood; i++) {
      tokens.decode(padding + i);
      tokens.decode("long");
    }
    assertThat(checks).isEqualTo(flood + 1);

    for (int i = 0; i < flood; i++) {
      tokens.decode(padding + i);
    }
    assertThat(checks).as("not all are remembered").isGreaterThan(flood + 1_000);
  }

  private Jwt check(String token) {
    checks++;
    if (token.equals("bad")) {
      throw new BadJwtException("bad");
    }
    return Jwt.withTokenValue(token)
        .header("alg", "RS256")
        .subject("alice")
        .issuedAt(START)
        .expiresAt(START.plusSeconds(token.equals("short") ? 10 : 3600))
        .build();
  }

  /// Stands still until it is told to go on.
  private static final class SteppedClock extends Clock {
    private Instant now = START;

    void step(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
