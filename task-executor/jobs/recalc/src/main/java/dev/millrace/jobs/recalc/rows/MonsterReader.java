package dev.millrace.jobs.recalc.rows;

import dev.millrace.jobs.recalc.formula.Derived;
import dev.millrace.jobs.recalc.formula.Dimensions;
import dev.millrace.jobs.recalc.formula.Skill;
import dev.millrace.jobs.recalc.formula.StoredStats;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Reads monsters in batches: three statements for each batch, however many rows it has.
///
/// The three see different moments, which is harmless: whoever changes skills or tags raises the
/// version of the monster as well, and the write checks it.
public final class MonsterReader {

  private static final String COLUMNS =
      """
      m.id, m.name, m.version, m.base_offense, m.base_survive, m.base_control, m.base_tempo,
      m.base_pp, m.score, m.explain, m.dim_offense, m.dim_survive, m.dim_control, m.dim_tempo,
      m.dim_pp, m.role\
      """;

  private final JdbcClient database;
  private final RuleTagIds tags;

  public MonsterReader(JdbcClient database, RuleTagIds tags) {
    this.database = database;
    this.tags = tags;
  }

  /// The next rows of a scope.
  public List<MonsterSnapshot> page(ScopeQuery scope, long afterId, long lastOfAll, int limit) {
    List<MonsterSnapshot> rows =
        database
            .sql(scope.page(COLUMNS))
            .params(scope.parameters())
            .params(List.of(afterId, lastOfAll, limit))
            .query((row, _) -> snapshot(row))
            .list();
    return withSkillsAndTags(rows);
  }

  /// The rows with these ids that are still there.
  public List<MonsterSnapshot> byIds(Collection<Long> ids) {
    List<MonsterSnapshot> rows =
        database
            .sql("select " + COLUMNS + " from millrace_recalc.monster m where m.id = any (?)")
            .param(ids.stream().mapToLong(Long::longValue).toArray())
            .query((row, _) -> snapshot(row))
            .list();
    return withSkillsAndTags(rows);
  }

  /// The collections of the rows are filled here; nobody else has seen them yet.
  private List<MonsterSnapshot> withSkillsAndTags(List<MonsterSnapshot> rows) {
    if (rows.isEmpty()) {
      return rows;
    }
    long[] ids = rows.stream().mapToLong(MonsterSnapshot::id).toArray();
    Map<Long, MonsterSnapshot> byId = HashMap.newHashMap(ids.length);
    rows.forEach(row -> byId.put(row.id(), row));
    database
        .sql(
            """
            select monster_id, name, kind, power, description from millrace_recalc.skill
            where monster_id = any (?) order by monster_id, position
            """)
        .param(ids)
        .query(row -> {
          addSkill(byId.get(row.getLong(1)), row);
        });
    database
        .sql(
            "select monster_id, tag_id from millrace_recalc.monster_tag where monster_id = any (?)")
        .param(ids)
        .query(row -> {
          addTag(byId.get(row.getLong(1)), tags.name(row.getInt(2)));
        });
    return rows;
  }

  private static void addSkill(@Nullable MonsterSnapshot monster, ResultSet row)
      throws SQLException {
    if (monster != null) {
      monster
          .skills()
          .add(new Skill(row.getString(2), row.getString(3), row.getInt(4), row.getString(5)));
    }
  }

  private static void addTag(@Nullable MonsterSnapshot monster, @Nullable String tag) {
    if (monster != null && tag != null) {
      monster.ruleTags().add(tag);
    }
  }

  private static MonsterSnapshot snapshot(ResultSet row) throws SQLException {
    List<Skill> skills = new ArrayList<>();
    Set<String> tags = new HashSet<>();
    return new MonsterSnapshot(
        row.getLong(1),
        row.getString(2),
        row.getLong(3),
        new StoredStats(
            number(row, 4), number(row, 5), number(row, 6), number(row, 7), number(row, 8)),
        skills,
        tags,
        derived(row));
  }

  private static @Nullable Derived derived(ResultSet row) throws SQLException {
    BigDecimal score = row.getBigDecimal(9);
    String explain = row.getString(10);
    String role = row.getString(16);
    if (score == null || explain == null || role == null) {
      return null;
    }
    return new Derived(
        score,
        explain,
        new Dimensions(
            row.getInt(11), row.getInt(12), row.getInt(13), row.getInt(14), row.getInt(15)),
        role);
  }

  private static @Nullable Double number(ResultSet row, int column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? null : value;
  }
}
