package dev.millrace.api.deadletter.store;

import dev.millrace.api.query.ProjectionReader;
import dev.millrace.api.query.filter.Position;
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
public class ProjectedDeadLetters {

  private final ProjectionReader projection;

  public ProjectedDeadLetters(ProjectionReader projection) {
    this.projection = projection;
  }

  /// The newest that the filter admits, before a place.
  public List<DeadLetter> newest(DeadLetterFilter filter, @Nullable Position before, int most) {
    DeadLetterFilter.Sql sql = filter.sql(before);
    return projection.read(
        database ->
            database
                .sql(
                    "select "
                        + DeadLetter.COLUMNS
                        + " from dead_letter"
                        + sql.where()
                        + " order by time desc, id desc limit "
                        + most)
                .params(sql.values())
                .query(DeadLetter::of)
                .list(),
        List.of());
  }

  public Map<UUID, DeadLetter> byId(Collection<UUID> ids) {
    Map<UUID, DeadLetter> letters = new HashMap<>();
    for (DeadLetter letter : select(DeadLetter.COLUMNS, ids, DeadLetter::of)) {
      letters.put(letter.id(), letter);
    }
    return letters;
  }

  public Optional<DeadLetterContent> content(UUID id) {
    return select(DeadLetterContent.COLUMNS, List.of(id), DeadLetterContent::of).stream()
        .findFirst();
  }

  public Map<UUID, DeadLetterContent.Raw> raw(Collection<UUID> ids) {
    Map<UUID, DeadLetterContent.Raw> records = new HashMap<>();
    for (DeadLetterContent.Raw raw :
        select(DeadLetterContent.Raw.COLUMNS, ids, DeadLetterContent.Raw::of)) {
      records.put(raw.letterId(), raw);
    }
    return records;
  }

  /// When something was last said of these tasks.
  public Map<UUID, Instant> tasksUpdated(Collection<UUID> tasks) {
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
