package dev.millrace.bench.usage;

import java.util.Set;

/// What the processes of the standalone's PostgreSQL work at, by their titles.
///
/// The title of a connection is `postgres: USER DATABASE CLIENT STATE`, that of a process of the
/// server's own is `postgres: NAME`.
final class PostgresStages {

  static final String OTHERS = "others";

  private static final String RELAYS = "relays";
  private static final Set<String> UPKEEP =
      Set.of("checkpointer", "background", "walwriter", "autovacuum", "io", "archiver");

  private PostgresStages() {}

  static String of(String title) {
    var words = title.strip().split("\\s+", -1);
    if (words.length < 2 || !words[0].equals("postgres:")) {
      return OTHERS;
    }
    var first = words[1];
    if (first.equals("walsender") || first.endsWith("_relay")) {
      return RELAYS;
    }
    if (UPKEEP.contains(first)) {
      return "upkeep";
    }
    return words.length == 2 ? OTHERS : ofConnection(first, words[2]);
  }

  private static String ofConnection(String user, String database) {
    if (user.equals("millrace_reader")) {
      return "reads";
    }
    return switch (database) {
      case "millrace_api" -> "front door";
      case "millrace_executor" -> "executor";
      case "millrace_projection" -> "projection";
      default -> OTHERS;
    };
  }
}
