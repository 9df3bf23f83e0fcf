package dev.millrace.api.query;

import dev.millrace.events.task.TaskStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How many tasks a user has.
///
/// @param byStatus every status, those without a task included
/// @param byType the statuses that occur, of every type that has a task
record TaskCounts(long total, Map<String, Long> byStatus, Map<String, Map<String, Long>> byType) {

  static TaskCounts of(List<Line> lines) {
    long total = 0;
    Map<String, Long> byStatus = new LinkedHashMap<>();
    for (TaskStatus status : TaskStatus.values()) {
      byStatus.put(status.wire(), 0L);
    }
    Map<String, Map<String, Long>> byType = new TreeMap<>();
    for (Line line : lines) {
      if (line.tasks() > 0) {
        total += line.tasks();
        byStatus.merge(line.status(), line.tasks(), Long::sum);
        byType
            .computeIfAbsent(line.type(), _ -> new TreeMap<>())
            .merge(line.status(), line.tasks(), Long::sum);
      }
    }
    return new TaskCounts(total, byStatus, byType);
  }

  /// Tasks of one type in one status.
  record Line(String type, String status, long tasks) {
    static Line of(ResultSet row, int number) throws SQLException {
      return new Line(row.getString("type"), row.getString("status"), row.getLong("tasks"));
    }
  }
}
