package dev.millrace.jobs.recalc.rows;

import dev.millrace.jobs.recalc.formula.Dimensions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Writes what a batch changed, in two statements, inside the transaction of its checkpoint.
///
/// A row is written only over the version that was read; if one is not, nothing is.
public final class MonsterWriter {

  private static final String UPDATE =
      """
      update millrace_recalc.monster m
      set score = c.score / 10000.0, explain = c.explain::json, dim_offense = c.offense,
        dim_survive = c.survive, dim_control = c.control, dim_tempo = c.tempo, dim_pp = c.pp,
        role = c.role, calculated_at = now(), version = m.version + 1
      from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::int[], ?::int[], ?::int[],
        ?::int[], ?::int[], ?::text[])
        as c (id, version, score, explain, offense, survive, control, tempo, pp, role)
      where m.id = c.id and m.version = c.version
      returning m.id
      """;

  private static final String ADD_TAGS =
      """
      insert into millrace_recalc.monster_tag (monster_id, tag_id, source)
      select * from unnest(?::bigint[], ?::int[], ?::text[])
      on conflict do nothing
      """;

  private final RuleTagIds tags;

  public MonsterWriter(RuleTagIds tags) {
    this.tags = tags;
  }

  /// Writes all rows.
  ///
  /// @throws StaleRows when some were edited or removed since they were read; the caller rolls back
  public void write(JdbcClient database, List<RowOutcome.Changed> rows) throws StaleRows {
    if (rows.isEmpty()) {
      return;
    }
    Set<Long> missed = new HashSet<>();
    rows.forEach(row -> missed.add(row.id()));
    database
        .sql(UPDATE)
        .param(rows.stream().mapToLong(RowOutcome.Changed::id).toArray())
        .param(rows.stream().mapToLong(RowOutcome.Changed::version).toArray())
        .param(
            rows.stream().mapToLong(r -> r.derived().score().unscaledValue().longValue()).toArray())
        .param(rows.stream().map(row -> row.derived().explain()).toArray(String[]::new))
        .param(dimension(rows, Dimensions::offense))
        .param(dimension(rows, Dimensions::survive))
        .param(dimension(rows, Dimensions::control))
        .param(dimension(rows, Dimensions::tempo))
        .param(dimension(rows, Dimensions::pp))
        .param(rows.stream().map(row -> row.derived().role()).toArray(String[]::new))
        .query(row -> {
          missed.remove(row.getLong(1));
        });
    if (!missed.isEmpty()) {
      throw new StaleRows(missed);
    }
    addTags(database, rows);
  }

  private void addTags(JdbcClient database, List<RowOutcome.Changed> rows) {
    List<Long> monsters = new ArrayList<>();
    List<Integer> tagIds = new ArrayList<>();
    List<String> sources = new ArrayList<>();
    for (RowOutcome.Changed row : rows) {
      for (String tag : row.numericTags()) {
        monsters.add(row.id());
        tagIds.add(tags.id(tag));
        sources.add("stats");
      }
      for (String tag : row.skillTags()) {
        monsters.add(row.id());
        tagIds.add(tags.id(tag));
        sources.add("skills");
      }
    }
    if (monsters.isEmpty()) {
      return;
    }
    database
        .sql(ADD_TAGS)
        .param(monsters.stream().mapToLong(Long::longValue).toArray())
        .param(tagIds.stream().mapToInt(Integer::intValue).toArray())
        .param(sources.toArray(String[]::new))
        .update();
  }

  private static int[] dimension(List<RowOutcome.Changed> rows, ToIntFunction<Dimensions> which) {
    return rows.stream().mapToInt(row -> which.applyAsInt(row.derived().dimensions())).toArray();
  }
}
