package dev.millrace.bench.load;

import java.time.Duration;

/// A load, bounded in number and time. As a line it is its name and its numbers.
public sealed interface LoadRequest {

  /// How long the load may take before it is given up.
  Duration patience();

  /// Batches from a few threads, then wait until all is finished.
  record Bulk(int count, Work work, Duration patience) implements LoadRequest {}

  /// Each client submits one task after the other, then wait until all is finished.
  record Clients(int clients, int count, Duration patience) implements LoadRequest {}

  /// One task at each tick of a clock, whatever became of the ones before; each is watched until
  /// finished.
  record Paced(int count, int perSecond, Duration patience) implements LoadRequest {}

  /// One task at each tick of a clock, then wait until all is finished.
  record Submits(int count, int perSecond, Duration patience) implements LoadRequest {}

  /// Submit while nothing consumes; the time is that of the drain.
  record Backlog(int count, Duration patience) implements LoadRequest {}

  /// So many batches in flight all the time: one more whenever a user sees that one is finished.
  /// What finishes in `time`, after `fill`, counts. What is in flight at the end is left.
  record Steady(int batches, Duration fill, Duration time) implements LoadRequest {

    private static final Duration LAST_SUBMITS = Duration.ofSeconds(30);

    @Override
    public Duration patience() {
      return fill.plus(time).plus(LAST_SUBMITS);
    }
  }

  default String toLine() {
    return switch (this) {
      case Bulk(var count, var work, var patience) ->
          line("bulk", count, work.sleep().toMillis(), patience);
      case Clients(var clients, var count, var patience) ->
          line("clients", clients, count, patience);
      case Paced(var count, var perSecond, var patience) ->
          line("paced", count, perSecond, patience);
      case Submits(var count, var perSecond, var patience) ->
          line("submits", count, perSecond, patience);
      case Backlog(var count, var patience) -> line("backlog", count, 0, patience);
      case Steady(var batches, var fill, var time) ->
          line("steady", batches, fill.toMillis(), time);
    };
  }

  static LoadRequest parse(String line) {
    var words = line.strip().split(" ", -1);
    if (words.length != 4) {
      throw new IllegalArgumentException("not a load: " + line);
    }
    int first = Integer.parseInt(words[1]);
    int second = Integer.parseInt(words[2]);
    var patience = Duration.ofMillis(Long.parseLong(words[3]));
    return switch (words[0]) {
      case "bulk" -> new Bulk(first, Work.sleeping(Duration.ofMillis(second)), patience);
      case "clients" -> new Clients(first, second, patience);
      case "paced" -> new Paced(first, second, patience);
      case "submits" -> new Submits(first, second, patience);
      case "backlog" -> new Backlog(first, patience);
      case "steady" -> new Steady(first, Duration.ofMillis(second), patience);
      default -> throw new IllegalArgumentException("not a load: " + line);
    };
  }

  private static String line(String name, long first, long second, Duration patience) {
    return name + " " + first + " " + second + " " + patience.toMillis();
  }
}
