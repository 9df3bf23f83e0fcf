package dev.millrace.projection.postgres;

import dev.millrace.projection.poll.Entry;
import org.springframework.jdbc.core.JdbcTemplate;

/// The table `unreadable_record`: what was passed over, for somebody to look at.
final class UnreadableRows {

  private final JdbcTemplate jdbc;

  UnreadableRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  void insert(Entry.Unreadable entry) {
    jdbc.update(
        """
        insert into unreadable_record (topic, partition, log_offset, reason, key, headers, value)
        values (?, ?, ?, ?, ?, ?, ?)
        on conflict (topic, partition, log_offset) do nothing
        """,
        entry.at().topic(),
        entry.at().partition(),
        entry.at().offset(),
        storable(entry.reason()),
        entry.record().key(),
        storable(entry.record().headers()),
        entry.record().value());
  }

  /// PostgreSQL's text holds any character but NUL.
  static String storable(String text) {
    return text.replace('\0', '\uFFFD');
  }
}
