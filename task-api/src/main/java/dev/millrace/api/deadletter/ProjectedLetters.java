package dev.millrace.api.deadletter;

import dev.millrace.api.query.ProjectionReader;
import dev.millrace.api.query.TaskDocument.Position;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/// The letters as the projection has them.
final class ProjectedLetters {

  private final ProjectionReader projection;

  ProjectedLetters(ProjectionReader projection) {
    this.projection = projection;
  }

  /// The newest that the filter admits, before a place.
  List<Letter> newest(LetterFilter filter, @Nullable Position before, int most) {
    LetterFilter.Sql sql = filter.sql(before);
    return projection.read(
        database ->
            database
                .sql(
                    "select "
                        + Letter.COLUMNS
                        + " from dead_letter"
                        + sql.where()
                        + " order by time desc, id desc limit "
                        + most)
                .params(sql.values())
                .query(Letter::of)
                .list(),
        List.of());
  }

  Map<UUID, Letter> byId(Collection<UUID> ids) {
    Map<UUID, Letter> letters = new HashMap<>();
    for (Letter letter : select(Letter.COLUMNS, ids, Letter::of)) {
      letters.put(letter.id(), letter);
    }
    return letters;
  }

  Optional<LetterContent> content(UUID id) {
    return select(LetterContent.COLUMNS, List.of(id), LetterContent::of).stream().findFirst();
  }

  Map<UUID, LetterContent.Raw> raw(Collection<UUID> ids) {
    Map<UUID, LetterContent.Raw> records = new HashMap<>();
    for (LetterContent.Raw raw : select(LetterContent.Raw.COLUMNS, ids, LetterContent.Raw::of)) {
      records.put(raw.letterId(), raw);
    }
    return records;
  }

  /// When something was last said of these tasks.
  Map<UUID, Instant> tasksUpdated(Collection<UUID> tasks) {
    if (tasks.isEmpty()) {
      return Map.of();
    }
    return projection.read(
        database -> {
          Map<UUID, Instant> times = new HashMap<>();
          database
              .sql("select task_id, updated_at from task where task_id = any(?)")
              .param(tasks.toArray(UUID[]::new))
              .query(row -> {
                times.put(
                    row.getObject("task_id", UUID.class),
                    row.getTimestamp("updated_at").toInstant());
              });
          return times;
        },
        Map.of());
  }

  private <T> List<T> select(String columns, Collection<UUID> ids, RowMapper<T> mapper) {
    if (ids.isEmpty()) {
      return List.of();
    }
    return projection.read(
        database ->
            database
                .sql("select " + columns + " from dead_letter where id = any(?)")
                .param(ids.toArray(UUID[]::new))
                .query(mapper)
                .list(),
        List.of());
  }
}
