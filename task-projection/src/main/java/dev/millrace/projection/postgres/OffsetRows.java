package dev.millrace.projection.postgres;

import dev.millrace.projection.poll.Advance;
import dev.millrace.projection.poll.StoredOffsets;
import dev.millrace.projection.postgres.task.TaskTables;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/// The table `projection_offset`: up to where each partition of the log is folded.
final class OffsetRows implements StoredOffsets {

  private final JdbcTemplate jdbc;
  private final TaskTables tables;

  OffsetRows(JdbcTemplate jdbc, TaskTables tables) {
    this.jdbc = jdbc;
    this.tables = tables;
  }

  @Override
  public Map<Integer, Long> of(String topic) {
    Map<Integer, Long> offsets = new HashMap<>();
    jdbc.query(
        String.format(
            Locale.ROOT, "select partition, next_offset from %s where topic = ?", tables.offset()),
        row -> {
          offsets.put(row.getInt(1), row.getLong(2));
        },
        topic);
    return offsets;
  }

  /// Moves offsets forward, all with one round trip. The rows stay locked to the end of the
  /// transaction, so of two readers of one partition the second waits here, and then finds that it
  /// is not where it thought.
  ///
  /// @return false when somebody else moved one of them: the transaction must be rolled back
  boolean advance(List<Advance> advances) {
    int moved = 0;
    for (int rows : begin(advances.stream().filter(advance -> advance.from() == null).toList())) {
      moved += rows;
    }
    for (int rows : move(advances.stream().filter(advance -> advance.from() != null).toList())) {
      moved += rows;
    }
    return moved == advances.size();
  }

  private int[] begin(List<Advance> advances) {
    return jdbc.batchUpdate(
        String.format(
            Locale.ROOT,
            """
            insert into %s (topic, partition, next_offset) values (?, ?, ?)
            on conflict (topic, partition) do nothing
            """,
            tables.offset()),
        advances.stream().map(a -> new Object[] {a.topic(), a.partition(), a.to()}).toList());
  }

  private int[] move(List<Advance> advances) {
    return jdbc.batchUpdate(
        String.format(
            Locale.ROOT,
            """
            update %s set next_offset = ? where topic = ? and partition = ? and next_offset = ?
            """,
            tables.offset()),
        advances.stream()
            .map(a -> new Object[] {a.to(), a.topic(), a.partition(), a.from()})
            .toList());
  }
}
