package dev.millrace.api.query.waiting;

import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a client says in `Prefer`. Source: RFC 7240 sections 2 and 4.3.
final class Prefer {

  /// Proxies between here and a client often give up after a minute: they hear of the end before.
  static final Duration LONGEST_WAIT = Duration.ofSeconds(55);

  private Prefer() {}

  /// How long the client would wait, at most [#LONGEST_WAIT]. A preference that cannot be read is
  /// ignored, as the RFC has it.
  static Optional<Duration> wait(@Nullable Enumeration<String> prefer) {
    if (prefer == null) {
      return Optional.empty();
    }
    for (String line : Collections.list(prefer)) {
      for (String preference : line.split(",", -1)) {
        String[] pair = preference.split(";", 2)[0].split("=", 2);
        if (pair.length == 2 && pair[0].strip().toLowerCase(Locale.ROOT).equals("wait")) {
          String seconds = pair[1].strip().replace("\"", "");
          if (!seconds.isEmpty()
              && seconds.length() <= 9
              && seconds.chars().allMatch(c -> c >= '0' && c <= '9')) {
            Duration wait = Duration.ofSeconds(Long.parseLong(seconds));
            return Optional.of(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
          }
        }
      }
    }
    return Optional.empty();
  }
}
