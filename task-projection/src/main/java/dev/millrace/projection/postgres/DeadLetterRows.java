package dev.millrace.projection.postgres;

import dev.millrace.events.wire.DeadLetterHeaders;
import dev.millrace.projection.letter.DeadLetter;
import dev.millrace.projection.poll.Entry;
import dev.millrace.projection.poll.RecordPosition;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/// The table `dead_letter`.
final class DeadLetterRows {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final JdbcTemplate jdbc;

  DeadLetterRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /// Adds letters; those that are there are left as they are.
  void insert(List<Entry.Letter> entries) {
    if (entries.isEmpty()) {
      return;
    }
    jdbc.batchUpdate(
        """
        insert into dead_letter (id, topic, partition, log_offset, time, reason, error_code, error,
          attempts, original_topic, original_partition, original_offset, task_id, type, user_id, key,
          headers, value, value_size)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::json, ?, ?)
        on conflict (id) do nothing
        """,
        entries.stream().map(entry -> columns(entry.at(), entry.letter())).toList());
  }

  /// Deletes letters that were given up before a time, oldest first, in one transaction.
  ///
  /// @return how many were
  int deleteBefore(Instant time, int most) {
    return jdbc.update(
        """
        delete from dead_letter where id in (
          select id from dead_letter where time < ? order by time limit ? for update skip locked)
        """,
        time.atOffset(ZoneOffset.UTC),
        most);
  }

  private static @Nullable Object[] columns(RecordPosition at, DeadLetter letter) {
    DeadLetterHeaders why = letter.why();
    var taskId = letter.about().taskId();
    return new @Nullable Object[] {
      letter.id(),
      at.topic(),
      at.partition(),
      at.offset(),
      why.time().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC),
      storable(why.reason()),
      letter.errorCode(),
      storable(why.error()),
      why.attempts(),
      storable(why.origin().topic()),
      why.origin().partition(),
      storable(why.origin().offset()),
      taskId == null ? null : taskId.value(),
      storable(letter.about().type()),
      storable(letter.about().userId()),
      letter.content().key(),
      json(letter.headers()),
      letter.content().bounded(),
      letter.size()
    };
  }

  private static String json(List<DeadLetter.Header> headers) {
    return MAPPER.writeValueAsString(headers.stream().map(DeadLetterRows::members).toList());
  }

  private static Map<String, @Nullable String> members(DeadLetter.Header header) {
    Map<String, @Nullable String> members = new LinkedHashMap<>();
    members.put("name", header.name());
    if (header.base64() == null) {
      members.put("value", header.value());
    } else {
      members.put("base64", header.base64());
    }
    return members;
  }

  private static @Nullable String storable(@Nullable String text) {
    return text == null ? null : UnreadableRows.storable(text);
  }
}
