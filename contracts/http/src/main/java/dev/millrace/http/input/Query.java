package dev.millrace.http.input;

import dev.millrace.events.stored.StorableText;
import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemException;
import dev.millrace.http.problem.ProblemType;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The query of a request: every name known, none twice but those that may be.
///
/// An empty value counts as not given, so that forms can send all their fields.
public final class Query {

  private static final Query EMPTY = new Query(Map.of());
  private static final int MOST_VALUES = 50;

  private final Map<String, List<String>> values;

  private Query(Map<String, List<String>> values) {
    this.values = values;
  }

  /// Reads a raw query string.
  ///
  /// @throws ProblemException for a name that is not known, naming those that are
  public static Query parse(@Nullable String raw, List<String> known) {
    return parse(raw, known, List.of());
  }

  /// Reads a raw query string in which some names may be given more than once; see [#all].
  ///
  /// @throws ProblemException for a name that is not known, naming those that are
  public static Query parse(@Nullable String raw, List<String> known, List<String> repeatable) {
    if (raw == null || raw.isEmpty()) {
      return EMPTY;
    }
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String pair : raw.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      if (!known.contains(name)) {
        throw Problem.of(
                ProblemType.BAD_QUERY,
                "There is no query parameter '" + name + "'; known are " + known)
            .with("parameter", name)
            .with("known", known)
            .asException();
      }
      StoredText.requireParameter(name, value);
      List<String> given = values.computeIfAbsent(name, _ -> new ArrayList<>());
      given.add(value);
      if (given.size() > 1 && !repeatable.contains(name)) {
        throw bad(name, "is given twice");
      }
    }
    return new Query(values);
  }

  /// The value of a parameter, or null where it is not given.
  ///
  /// @param read says what is wrong as an [IllegalArgumentException]
  public <T> @Nullable T get(String name, Function<String, T> read) {
    String text = values.getOrDefault(name, List.of("")).getFirst();
    return text.isEmpty() ? null : read(name, text, read);
  }

  /// The same, with a value for where it is not given.
  public <T> T get(String name, Function<String, T> read, T standard) {
    T value = get(name, read);
    return value == null ? standard : value;
  }

  /// The values of a parameter that may be given several times, or once with commas between; each
  /// value once, in the order given.
  ///
  /// @param read says what is wrong as an [IllegalArgumentException]
  public <T> List<T> all(String name, Function<String, T> read) {
    Set<T> all = new LinkedHashSet<>();
    for (String given : values.getOrDefault(name, List.of())) {
      for (String text : given.split(",", -1)) {
        if (!text.isEmpty()) {
          all.add(read(name, text, read));
        }
      }
    }
    if (all.size() > MOST_VALUES) {
      throw bad(name, "has more than " + MOST_VALUES + " values");
    }
    return List.copyOf(all);
  }

  private static <T> T read(String name, String text, Function<String, T> read) {
    try {
      return read.apply(text);
    } catch (IllegalArgumentException e) {
      throw bad(name, ": " + e.getMessage());
    }
  }

  private static ProblemException bad(String name, String what) {
    return Problem.of(
            ProblemType.BAD_QUERY,
            "Query parameter '" + name + "'" + (what.startsWith(":") ? "" : " ") + what)
        .with("parameter", name)
        .asException();
  }

  private static String decode(String text) {
    try {
      // A byte a character: what is no UTF-8 is refused, and not replaced.
      return StorableText.decoded(
          URLDecoder.decode(text, StandardCharsets.ISO_8859_1)
              .getBytes(StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException e) {
      throw Problem.of(ProblemType.BAD_QUERY, "The query is not URL-encoded: " + e.getMessage())
          .asException();
    }
  }
}
