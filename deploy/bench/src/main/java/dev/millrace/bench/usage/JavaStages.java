package dev.millrace.bench.usage;

import java.util.Map;

/// What the threads of the standalone work at, by their names.
///
/// The kernel keeps the first 15 characters of a name.
final class JavaStages {

  static final String OTHERS = "others";

  private static final String HTTP = "HTTP and handlers";
  private static final String COMMITS = "commits";
  private static final String RELAYS = "relays";
  private static final String BROKER = "broker";
  private static final String CLAIMS = "claims";
  private static final String STREAMS = "streams";
  private static final String COMPILER = "compiler";
  private static final String COLLECTOR = "collector";

  /// The longest beginning of a name decides: `kafka-producer-` is no thread of the broker.
  private static final Map<String, String> BY_BEGINNING =
      Map.ofEntries(
          Map.entry("ForkJoinPool-", HTTP),
          Map.entry("http-nio-", HTTP),
          Map.entry("VirtualThread-u", HTTP),
          Map.entry("task-api-commit", COMMITS),
          Map.entry("relay-", RELAYS),
          Map.entry("debezium-", RELAYS),
          Map.entry("kafka-producer-", RELAYS),
          Map.entry("data-plane-kafk", BROKER),
          Map.entry("group-coordinat", BROKER),
          Map.entry("share-coordinat", BROKER),
          Map.entry("share-group-loc", BROKER),
          Map.entry("persister-state", BROKER),
          Map.entry("PersisterStateM", BROKER),
          Map.entry("executor-", BROKER),
          Map.entry("ExpirationReape", BROKER),
          Map.entry("broker-", BROKER),
          Map.entry("controller-", BROKER),
          Map.entry("quorum-controll", BROKER),
          Map.entry("kafka-", BROKER),
          Map.entry("kafka-coordinat", OTHERS),
          Map.entry("millrace-work", CLAIMS),
          Map.entry("millrace-room", CLAIMS),
          Map.entry("consumer_backgr", CLAIMS),
          Map.entry("millrace-outcom", "outcomes"),
          Map.entry("millrace-projec", "fold"),
          Map.entry("millrace-api-", "endings"),
          Map.entry("task-api-live", STREAMS),
          Map.entry("task-api-stream", STREAMS),
          Map.entry("task-api-waits", STREAMS),
          Map.entry("C1 ", COMPILER),
          Map.entry("C2 ", COMPILER),
          Map.entry("Training replay", COMPILER),
          Map.entry("GC Thread", COLLECTOR),
          Map.entry("VM Thread", COLLECTOR));

  private JavaStages() {}

  static String of(String thread) {
    return BY_BEGINNING.entrySet().stream()
        .filter(entry -> thread.startsWith(entry.getKey()))
        .max(Map.Entry.comparingByKey((a, b) -> Integer.compare(a.length(), b.length())))
        .map(Map.Entry::getValue)
        .orElse(OTHERS);
  }
}
