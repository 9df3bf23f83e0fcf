package dev.millrace.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.record.internal.FileRecords;

/// The log of the standalone's Kafka, as it stands on disk.
final class LogFiles {

  private LogFiles() {}

  /// The codecs of the batches, by topic.
  static Map<String, Set<String>> codecs(Path data) throws IOException {
    Map<String, Set<String>> codecs = new TreeMap<>();
    for (Path file : segments(data)) {
      String partition = partition(file);
      Set<String> seen =
          codecs.computeIfAbsent(
              partition.substring(0, partition.lastIndexOf('-')), _ -> new TreeSet<>());
      try (FileRecords records = FileRecords.open(file.toFile(), false)) {
        records.batches().forEach(batch -> seen.add(batch.compressionType().name));
      }
    }
    codecs.values().removeIf(Set::isEmpty);
    return codecs;
  }

  private static List<Path> segments(Path data) throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      return files
          .filter(file -> file.toString().endsWith(".log"))
          .filter(file -> partition(file).startsWith("millrace."))
          .toList();
    }
  }

  private static String partition(Path segment) {
    return segment.getName(segment.getNameCount() - 2).toString();
  }
}
