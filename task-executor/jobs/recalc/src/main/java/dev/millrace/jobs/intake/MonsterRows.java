package dev.millrace.jobs.intake;

import dev.millrace.jobs.intake.line.IncomingMonster;
import dev.millrace.jobs.intake.line.IncomingMonster.Base;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Rows of the table `monster`, many at a time.
final class MonsterRows {

  private final JdbcClient database;

  MonsterRows(JdbcClient database) {
    this.database = database;
  }

  /// Adds those whose name is new.
  ///
  /// @return their ids by name
  Map<String, Long> create(Collection<IncomingMonster> monsters) {
    Map<String, Long> ids = new HashMap<>();
    database
        .sql(
            """
            insert into millrace_recalc.monster (name, element, base_offense, base_survive, base_control,
              base_tempo, base_pp)
            select * from unnest(?::text[], ?::text[], ?::float8[], ?::float8[], ?::float8[],
              ?::float8[], ?::float8[])
            on conflict (name) do nothing
            returning name, id
            """)
        .param(monsters.stream().map(IncomingMonster::name).toArray(String[]::new))
        .params(columns(monsters))
        .query(row -> {
          ids.put(row.getString(1), row.getLong(2));
        });
    return ids;
  }

  /// Locks the monsters with these names until the end of the transaction.
  Map<String, StoredMonster> lock(List<String> names) {
    Map<String, StoredMonster> monsters = new HashMap<>();
    if (names.isEmpty()) {
      return monsters;
    }
    database
        .sql(
            """
            select id, name, element, base_offense, base_survive, base_control, base_tempo, base_pp
            from millrace_recalc.monster where name = any (?) order by id for update
            """)
        .param(names.toArray(String[]::new))
        .query(row -> {
          monsters.put(
              row.getString(2), new StoredMonster(row.getLong(1), row.getString(3), base(row)));
        });
    return monsters;
  }

  /// Overwrites locked rows and raises their version.
  void update(Map<Long, IncomingMonster> monsters) {
    if (monsters.isEmpty()) {
      return;
    }
    int updated =
        database
            .sql(
                """
                update millrace_recalc.monster m
                set element = c.element, base_offense = c.offense, base_survive = c.survive,
                  base_control = c.control, base_tempo = c.tempo, base_pp = c.pp,
                  version = m.version + 1, updated_at = now()
                from unnest(?::bigint[], ?::text[], ?::float8[], ?::float8[], ?::float8[],
                  ?::float8[], ?::float8[])
                  as c (id, element, offense, survive, control, tempo, pp)
                where m.id = c.id
                """)
            .param(monsters.keySet().stream().mapToLong(Long::longValue).toArray())
            .params(columns(monsters.values()))
            .update();
    if (updated != monsters.size()) {
      throw new IllegalStateException(
          updated + " of " + monsters.size() + " locked monsters were updated");
    }
  }

  private static List<Object> columns(Collection<IncomingMonster> monsters) {
    List<Object> columns = new ArrayList<>();
    columns.add(monsters.stream().map(IncomingMonster::element).toArray(String[]::new));
    columns.add(stat(monsters, Base::offense));
    columns.add(stat(monsters, Base::survive));
    columns.add(stat(monsters, Base::control));
    columns.add(stat(monsters, Base::tempo));
    columns.add(stat(monsters, Base::pp));
    return columns;
  }

  private static double[] stat(Collection<IncomingMonster> monsters, ToDoubleFunction<Base> which) {
    return monsters.stream().mapToDouble(monster -> which.applyAsDouble(monster.base())).toArray();
  }

  private static @Nullable Base base(ResultSet row) throws SQLException {
    double[] five = new double[5];
    for (int i = 0; i < five.length; i++) {
      five[i] = row.getDouble(4 + i);
      if (row.wasNull()) {
        return null;
      }
    }
    return new Base(five[0], five[1], five[2], five[3], five[4]);
  }
}
