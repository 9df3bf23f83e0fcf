package dev.millrace.jobs.intake;

import dev.millrace.jobs.intake.line.IncomingMonster;
import dev.millrace.jobs.intake.line.IncomingMonster.IncomingSkill;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Rows of the tables `skill`, `tag` and `monster_tag`, many at a time.
final class SkillAndTagRows {

  private final JdbcClient database;

  SkillAndTagRows(JdbcClient database) {
    this.database = database;
  }

  /// Puts the skills and tags of these monsters into them.
  Map<String, StoredMonster> fill(Map<String, StoredMonster> monsters) {
    if (monsters.isEmpty()) {
      return monsters;
    }
    Map<Long, StoredMonster> byId = new HashMap<>();
    monsters.values().forEach(monster -> byId.put(monster.id(), monster));
    long[] ids = ids(byId.keySet().stream().toList());
    database
        .sql(
            """
            select monster_id, name, kind, power, description from millrace_recalc.skill
            where monster_id = any (?) order by monster_id, position
            """)
        .param(ids)
        .query(row -> {
          StoredMonster monster = byId.get(row.getLong(1));
          if (monster != null) {
            monster
                .skills()
                .add(
                    new IncomingSkill(
                        row.getString(2), row.getString(3), row.getInt(4), row.getString(5)));
          }
        });
    database
        .sql(
            """
            select mt.monster_id, t.name from millrace_recalc.monster_tag mt join millrace_recalc.tag t on t.id = mt.tag_id
            where mt.monster_id = any (?)
            """)
        .param(ids)
        .query(row -> {
          StoredMonster monster = byId.get(row.getLong(1));
          if (monster != null) {
            monster.tags().add(row.getString(2));
          }
        });
    return monsters;
  }

  void removeSkills(List<Long> monsters) {
    if (!monsters.isEmpty()) {
      database
          .sql("delete from millrace_recalc.skill where monster_id = any (?)")
          .param(ids(monsters))
          .update();
    }
  }

  /// Adds the skills of lines to monsters that have none.
  void addSkills(Map<Long, IncomingMonster> monsters) {
    List<Long> owners = new ArrayList<>();
    List<Integer> positions = new ArrayList<>();
    List<IncomingSkill> skills = new ArrayList<>();
    monsters.forEach((id, monster) -> {
      for (int position = 0; position < monster.skills().size(); position++) {
        owners.add(id);
        positions.add(position);
        skills.add(monster.skills().get(position));
      }
    });
    if (skills.isEmpty()) {
      return;
    }
    database
        .sql(
            """
            insert into millrace_recalc.skill (monster_id, position, name, kind, power, description)
            select * from unnest(?::bigint[], ?::int[], ?::text[], ?::text[], ?::int[], ?::text[])
            """)
        .param(ids(owners))
        .param(positions.stream().mapToInt(Integer::intValue).toArray())
        .param(skills.stream().map(IncomingSkill::name).toArray(String[]::new))
        .param(skills.stream().map(IncomingSkill::kind).toArray(String[]::new))
        .param(skills.stream().mapToInt(IncomingSkill::power).toArray())
        .param(skills.stream().map(IncomingSkill::description).toArray(String[]::new))
        .update();
  }

  /// Adds the tags of lines to monsters; those that they have stay as they are.
  ///
  /// @return whether there are tags that nothing had before
  boolean addTags(Map<Long, IncomingMonster> monsters) {
    List<Long> owners = new ArrayList<>();
    List<String> names = new ArrayList<>();
    monsters.forEach((id, monster) ->
        monster
            .tags()
            .forEach(tag -> {
              owners.add(id);
              names.add(tag);
            }));
    if (names.isEmpty()) {
      return false;
    }
    int added =
        database
            .sql(
                """
                insert into millrace_recalc.tag (name)
                select name from unnest(?::text[]) as n(name)
                where not exists (select from millrace_recalc.tag t where t.name = n.name)
                on conflict do nothing
                """)
            .param(new TreeSet<>(names).toArray(String[]::new))
            .update();
    database
        .sql(
            """
            insert into millrace_recalc.monster_tag (monster_id, tag_id, source)
            select g.monster_id, t.id, 'given'
            from unnest(?::bigint[], ?::text[]) as g(monster_id, name)
            join millrace_recalc.tag t on t.name = g.name
            on conflict do nothing
            """)
        .param(ids(owners))
        .param(names.toArray(String[]::new))
        .update();
    return added > 0;
  }

  private static long[] ids(List<Long> ids) {
    return ids.stream().mapToLong(Long::longValue).toArray();
  }
}
