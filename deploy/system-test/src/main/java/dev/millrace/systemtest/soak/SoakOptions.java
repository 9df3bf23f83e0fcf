package dev.millrace.systemtest.soak;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// What `./millrace soak` was asked for.
///
/// @param length how long there are load and faults
/// @param seed of both plans
/// @param rate submissions a second
/// @param brokers 1 or 3
record SoakOptions(Duration length, long seed, int rate, int brokers) {

  static final String USAGE =
      """
      Usage: ./millrace soak [--minutes N] [--seed S] [--rate R] [--brokers 1|3]

        --minutes N  how long load and faults go on (default: 20)
        --seed S     the same seed gives the same plan (default: a random one, which is printed)
        --rate R     submissions a second, 1 to 100 (default: 6)
        --brokers B  Kafka nodes, 1 or 3 (default: 3)

      ./millrace soak --hostile --help is about users who mean harm.
      """;

  /// @throws IllegalArgumentException saying what is wrong
  static SoakOptions of(List<String> arguments) {
    SoakOptions options =
        new SoakOptions(
            Duration.ofMinutes(20), ThreadLocalRandom.current().nextInt(1, 1_000_000), 6, 3);
    Iterator<String> words = arguments.iterator();
    while (words.hasNext()) {
      String name = words.next();
      if (!words.hasNext()) {
        throw new IllegalArgumentException(name + " needs a value");
      }
      options = options.with(name, number(name, words.next()));
    }
    return options;
  }

  private SoakOptions with(String name, long value) {
    return switch (name) {
      case "--minutes" ->
          new SoakOptions(Duration.ofMinutes(in(name, value, 1, 10_000)), seed, rate, brokers);
      case "--seed" -> new SoakOptions(length, value, rate, brokers);
      case "--rate" -> new SoakOptions(length, seed, (int) in(name, value, 1, 100), brokers);
      case "--brokers" -> {
        if (value != 1 && value != 3) {
          throw new IllegalArgumentException("--brokers is 1 or 3, not " + value);
        }
        yield new SoakOptions(length, seed, rate, (int) value);
      }
      default -> throw new IllegalArgumentException("there is no option " + name);
    };
  }

  private static long in(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(name + " is " + least + " to " + most + ", not " + value);
    }
    return value;
  }

  private static long number(String name, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " is a number, not '" + text + "'", e);
    }
  }
}
