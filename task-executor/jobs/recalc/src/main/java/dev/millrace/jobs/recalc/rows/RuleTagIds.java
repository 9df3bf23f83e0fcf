package dev.millrace.jobs.recalc.rows;

import dev.millrace.jobs.recalc.formula.TagRules;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The interned ids of all tags that the rules can give.
public record RuleTagIds(Map<String, Integer> byName, Map<Integer, String> byId) {

  public RuleTagIds {
    byName = Map.copyOf(byName);
    byId = Map.copyOf(byId);
  }

  /// Interns what is missing and reads all.
  public static RuleTagIds intern(JdbcClient database) {
    String[] names = TagRules.all().stream().sorted().toArray(String[]::new);
    database
        .sql(
            """
            insert into millrace_recalc.tag (name)
            select name from unnest(?::text[]) as n(name)
            where not exists (select from millrace_recalc.tag t where t.name = n.name)
            on conflict do nothing
            """)
        .param(names)
        .update();
    Map<String, Integer> byName = new HashMap<>();
    Map<Integer, String> byId = new HashMap<>();
    database
        .sql("select id, name from millrace_recalc.tag where name = any (?)")
        .param(names)
        .query(row -> {
          byName.put(row.getString(2), row.getInt(1));
          byId.put(row.getInt(1), row.getString(2));
        });
    return new RuleTagIds(byName, byId);
  }

  public int id(String name) {
    Integer id = byName.get(name);
    if (id == null) {
      throw new IllegalArgumentException("no rule gives the tag " + name);
    }
    return id;
  }

  /// The name of a tag, or null when no rule gives it.
  @Nullable String name(int id) {
    return byId.get(id);
  }
}
