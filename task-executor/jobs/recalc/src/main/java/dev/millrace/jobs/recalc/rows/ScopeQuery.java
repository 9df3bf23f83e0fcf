package dev.millrace.jobs.recalc.rows;

import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The rows of a scope in the order of their ids, as SQL.
///
/// @param from a `from` and the beginning of a `where` that leave the monsters `m` of the scope
/// @param key the column that the keyset runs over
/// @param parameters values for the question marks in `from`
public record ScopeQuery(String from, String key, List<Object> parameters) {

  /// How much a scope holds.
  public record Extent(long rows, long largestId) {}

  public static ScopeQuery of(Scope scope) {
    return switch (scope) {
      case Scope.All _ ->
          new ScopeQuery("from millrace_recalc.monster m where true", "m.id", List.of());
      case Scope.Ids(List<Long> ids) ->
          new ScopeQuery(
              "from millrace_recalc.monster m where m.id = any (?)",
              "m.id",
              List.of(ids.stream().mapToLong(Long::longValue).toArray()));
      case Scope.Tag(String tag) ->
          new ScopeQuery(
              """
              from millrace_recalc.monster_tag mt join millrace_recalc.monster m on m.id = mt.monster_id
              where mt.tag_id = (select id from millrace_recalc.tag where name = ?)\
              """,
              "mt.monster_id",
              List.of(tag));
    };
  }

  /// Counts the rows, and says where they end today.
  public Extent extent(JdbcClient database) {
    return database
        .sql("select count(*), coalesce(max(" + key + "), 0) " + from)
        .params(parameters)
        .query((row, _) -> new Extent(row.getLong(1), row.getLong(2)))
        .single();
  }

  /// The text of a query for the rows after one id, up to another, at most so many: three more
  /// question marks.
  public String page(String columns) {
    return String.format(
        Locale.ROOT,
        "select %s %s and %s > ? and %s <= ? order by %s limit ?",
        columns,
        from,
        key,
        key,
        key);
  }
}
