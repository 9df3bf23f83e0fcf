package dev.millrace.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Who searches the tables finds JSON as `jsonb`.
@MillraceInfra
@Timeout(60)
class JsonSearchIT {

  private static final UUID FOUND = new UUID(0, 1);
  private static final UUID OTHER = new UUID(0, 2);
  private static final UUID OLD = new UUID(0, 3);

  @Test
  void tasksAreFoundByWhatIsInTheirJson(Infra infra) {
    try (var projection = new ProjectionUnderTest(infra, 0)) {
      insert(projection, FOUND, "{\"scope\": {\"teams\": [3, 7]}}", "{\"changed\": 312}");
      insert(projection, OTHER, "{\"scope\": {\"teams\": [4]}}", null);

      assertThat(found(projection, "parameters @> '{\"scope\":{\"teams\":[7]}}'"))
          .containsExactly(FOUND);
      assertThat(found(projection, "(result -> 'changed')::int > 300")).containsExactly(FOUND);
      assertThat(found(projection, "result is null")).containsExactly(OTHER);
    }
  }

  /// Rows of before such texts were refused.
  @Test
  void textThatJsonbCannotHoldFailsNoSearch(Infra infra) {
    try (var projection = new ProjectionUnderTest(infra, 0)) {
      insert(projection, FOUND, "{\"note\": \"a\"}", null);
      insert(projection, OLD, "{\"note\": \"\\u0000\"}", "{\"note\": \"\\ud800\"}");

      assertThat(found(projection, "parameters ->> 'note' = 'a'")).containsExactly(FOUND);
      assertThat(found(projection, "parameters is null and result is null")).containsExactly(OLD);
    }
  }

  private static List<UUID> found(ProjectionUnderTest projection, String condition) {
    return projection.jdbc.query(
        "select task_id from task_json where " + condition + " order by task_id",
        (row, _) -> row.getObject("task_id", UUID.class));
  }

  private static void insert(
      ProjectionUnderTest projection, UUID id, String parameters, @Nullable String result) {
    projection.jdbc.update(
        """
        insert into task (task_id, sequence, type, status, priority, user_id, parameters, result,
            attempt, retry_count, max_retries, created_at, updated_at, retention_millis)
        values (?, 1, 'recalc', 'completed', 'normal', 'alice', ?::json, ?::json, 1, 0, 3, now(),
            now(), 1000)
        """,
        id,
        parameters,
        result);
  }
}
