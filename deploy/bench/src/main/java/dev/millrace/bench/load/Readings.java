package dev.millrace.bench.load;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What one load measured: names and numbers.
///
/// As a line it is `name=number` pairs with blanks between them.
public record Readings(Map<String, Double> values) {

  public static final String SECONDS = "seconds";
  public static final String SUBMIT_SECONDS = "submitSeconds";
  public static final String CPU_SHARE = "cpuShare";
  public static final String FINISHED = "finished";
  public static final String ACCEPTED_P50 = "acceptedP50";
  public static final String ACCEPTED_P99 = "acceptedP99";
  public static final String FINISHED_P50 = "finishedP50";
  public static final String FINISHED_P99 = "finishedP99";

  public Readings {
    values = Map.copyOf(values);
  }

  /// The number of that name.
  ///
  /// @throws IllegalArgumentException when it was not measured
  public double get(String name) {
    var value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no reading " + name + " among " + values.keySet());
    }
    return value;
  }

  public Readings with(String name, double value) {
    var more = new TreeMap<>(values);
    more.put(name, value);
    return new Readings(more);
  }

  public String toLine() {
    return new TreeMap<>(values)
        .entrySet().stream()
            .map(entry -> String.format(Locale.ROOT, "%s=%.9f", entry.getKey(), entry.getValue()))
            .collect(Collectors.joining(" "));
  }

  public static Readings parse(String line) {
    var values = new TreeMap<String, Double>();
    for (var pair : line.isBlank() ? new String[0] : line.strip().split(" ", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("not a reading: " + pair);
      }
      values.put(pair.substring(0, equals), Double.parseDouble(pair.substring(equals + 1)));
    }
    return new Readings(values);
  }
}
