package dev.millrace.systemtest.soak;

import dev.millrace.systemtest.hostile.HostileShape;
import dev.millrace.systemtest.hostile.Pace;
import dev.millrace.systemtest.hostile.shape.Shapes;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// What `./millrace soak --hostile` was asked for.
///
/// @param length how long there are attacks
/// @param seed of every size and place in them
/// @param attack the most that one takes
/// @param patience see [Pace]
/// @param shapes of which there are attacks
record HostileOptions(
    Duration length, long seed, Duration attack, Duration patience, List<HostileShape> shapes) {

  static final String USAGE =
      """
      Usage: ./millrace soak --hostile [--minutes N] [--seed S] [--seconds N] [--patience N] [--shapes A,B]

        --minutes N  how long attacks go on (default: 20); every shape comes at least once in 20
        --seed S     the same seed gives the same attacks (default: a random one, which is printed)
        --seconds N  the most that one attack takes, 1 to 600 (default: 15)
        --patience N how many seconds it may be silent after one, 1 to 600 (default: 90)
        --shapes A,B only these (default: all of them, which a wrong name prints)
      """;

  /// @throws IllegalArgumentException saying what is wrong
  static HostileOptions of(List<String> arguments) {
    HostileOptions options =
        new HostileOptions(
            Duration.ofMinutes(20),
            ThreadLocalRandom.current().nextInt(1, 1_000_000),
            Duration.ofSeconds(15),
            Duration.ofSeconds(90),
            Shapes.ALL);
    Iterator<String> words = arguments.iterator();
    while (words.hasNext()) {
      String name = words.next();
      if (!name.equals("--hostile")) {
        if (!words.hasNext()) {
          throw new IllegalArgumentException(name + " needs a value");
        }
        options = options.with(name, words.next());
      }
    }
    return options;
  }

  Pace pace() {
    return Pace.oneByOne(length, attack, patience);
  }

  private HostileOptions with(String name, String value) {
    return switch (name) {
      case "--minutes" ->
          new HostileOptions(
              Duration.ofMinutes(number(name, value, 10_000)), seed, attack, patience, shapes);
      case "--seed" -> new HostileOptions(length, seed(value), attack, patience, shapes);
      case "--seconds" -> new HostileOptions(length, seed, seconds(name, value), patience, shapes);
      case "--patience" -> new HostileOptions(length, seed, attack, seconds(name, value), shapes);
      case "--shapes" ->
          new HostileOptions(
              length, seed, attack, patience, Shapes.named(List.of(value.split(",", -1))));
      default -> throw new IllegalArgumentException("there is no option " + name);
    };
  }

  private static Duration seconds(String name, String text) {
    return Duration.ofSeconds(number(name, text, 600));
  }

  private static long seed(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--seed is a number, not '" + text + "'", e);
    }
  }

  private static long number(String name, String text, long most) {
    try {
      long value = Long.parseLong(text);
      if (value >= 1 && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Falls through: the message below says what would be right.
    }
    throw new IllegalArgumentException(name + " is 1 to " + most + ", not '" + text + "'");
  }
}
