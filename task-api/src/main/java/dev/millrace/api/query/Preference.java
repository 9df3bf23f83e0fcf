package dev.millrace.api.query;

import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a client says in `Prefer`, `If-None-Match` and `If-Match`. Source: RFC 7240 sections 2 and
/// 4.3, RFC 9110 section 13.1.2.
public final class Preference {

  /// Proxies between here and a client often give up after a minute: they hear of the end before.
  static final Duration LONGEST_WAIT = Duration.ofSeconds(55);

  private Preference() {}

  /// How long the client would wait, at most [#LONGEST_WAIT]. A preference that cannot be read is
  /// ignored, as the RFC has it.
  static Optional<Duration> wait(@Nullable Enumeration<String> prefer) {
    for (String preference : parts(prefer)) {
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
    return Optional.empty();
  }

  /// Whether one of these tags is the representation's. A weak one is as good: a proxy that
  /// compresses makes it of a strong one.
  public static boolean matches(@Nullable Enumeration<String> tags, String etag) {
    return parts(tags).stream()
        .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
        .anyMatch(tag -> tag.equals("*") || tag.equals(etag));
  }

  private static List<String> parts(@Nullable Enumeration<String> lines) {
    return lines == null
        ? List.of()
        : Collections.list(lines).stream()
            .flatMap(line -> List.of(line.split(",")).stream())
            .map(String::strip)
            .toList();
  }
}
