package dev.millrace.systemtest.hostile.shape;

import dev.millrace.systemtest.hostile.HostileShape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Every shape.
public final class Shapes {

  public static final List<HostileShape> ALL =
      Stream.of(
              TextShapes.ALL,
              DocumentShapes.ALL,
              JsonShapes.ALL,
              StoredTextShapes.ALL,
              TimeShapes.ALL,
              TaskShapes.ALL,
              ReadShapes.ALL,
              StreamShapes.ALL,
              AnonymousShapes.ALL)
          .flatMap(List::stream)
          .toList();

  /// Those that stopped everything, each for good or until a restart.
  public static final List<String> WORST =
      List.of(
          "names-in-a-text",
          "docx-empty-paragraphs",
          "pdf-hex-and-flate",
          "pdf-cross-references",
          "batch-of-nothing",
          "unknown-members",
          "half-open-connections",
          "forms-to-the-issuer",
          "nul-in-parameters",
          "fat-lists",
          "filtered-streams",
          "long-sleeps");

  private Shapes() {}

  /// All of them in an order of the seed, the worst before the others.
  public static List<HostileShape> worstFirst(long seed) {
    List<HostileShape> shapes = new ArrayList<>(ALL);
    Collections.shuffle(shapes, new Random(seed));
    shapes.sort(Comparator.comparing(shape -> !WORST.contains(shape.name())));
    return shapes;
  }

  /// The shapes of these names.
  ///
  /// @throws IllegalArgumentException naming those that there are
  public static List<HostileShape> named(List<String> names) {
    return names.stream()
        .map(name ->
            ALL.stream()
                .filter(shape -> shape.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                    new IllegalArgumentException(
                        "--shapes are some of " + ALL + ", not '" + name + "'")))
        .toList();
  }

  static int between(Random random, int least, int most) {
    return random.nextInt(least, most + 1);
  }

  @SafeVarargs
  static <T> T oneOf(Random random, T... values) {
    return values[random.nextInt(values.length)];
  }
}
