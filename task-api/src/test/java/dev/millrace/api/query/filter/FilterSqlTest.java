package dev.millrace.api.query.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.access.Caller;
import dev.millrace.events.task.UserId;
import dev.millrace.http.input.Query;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FilterSqlTest {

  private static final Caller ALICE = new Caller.User(new UserId("alice"));
  private static final Caller OPERATOR = new Caller.Operator(new UserId("root"));
  private static final UUID PARENT = UUID.fromString("01936b2e-7c3a-7d52-9c1e-3f6a5b8d9e01");
  private static final Instant TIME = Instant.parse("2026-03-01T12:00:00Z");
  private static final String STANDING =
      "task_standing join task using (user_id, created_at, task_id)";
  private static final String ORDER = " order by created_at desc, task_id desc limit ?";

  private static final String ALL =
      "userId=bob&type=sleep,recalc&projectId=p1&parentId="
          + PARENT
          + "&createdFrom=2026-03-01T12:00:00Z&createdTo=2026-03-01T12:00:01Z";

  static Stream<Arguments> filters() {
    return Stream.of(
        Arguments.of("", "", List.of()),
        Arguments.of("userId=bob", " and user_id = ?", List.of("bob")),
        Arguments.of("type=sleep", " and type = ?", List.of("sleep")),
        Arguments.of("type=sleep,recalc", " and type = any(?)", List.of((Object) types())),
        Arguments.of("projectId=p1", " and project_id = ?", List.of("p1")),
        Arguments.of("parentId=" + PARENT, " and parent_id = ?", List.of(PARENT)),
        Arguments.of(
            "createdFrom=2026-03-01T12:00:00Z",
            " and created_at >= ?",
            List.of(Timestamp.from(TIME))),
        Arguments.of(
            "createdTo=2026-03-01T12:00:00Z", " and created_at < ?", List.of(Timestamp.from(TIME))),
        Arguments.of("status=failed", "", List.of()),
        Arguments.of(
            ALL,
            " and user_id = ? and created_at >= ? and created_at < ? and type = any(?)"
                + " and project_id = ? and parent_id = ?",
            List.of(
                "bob",
                Timestamp.from(TIME),
                Timestamp.from(TIME.plusSeconds(1)),
                types(),
                "p1",
                PARENT)));
  }

  @ParameterizedTest
  @MethodSource("filters")
  void eachFilterIsAConditionBehindTheOwners(String query, String condition, List<Object> values) {
    FilterSql everybody = FilterSql.of(filter(query, OPERATOR));
    FilterSql own = FilterSql.of(filter(query, ALICE));

    assertThat(everybody.where()).isEqualTo("true" + condition);
    assertThat(everybody.values()).usingRecursiveComparison().isEqualTo(values);
    assertThat(own.where()).isEqualTo("user_id = ?" + condition);
    assertThat(own.values())
        .usingRecursiveComparison()
        .isEqualTo(Stream.concat(Stream.of("alice"), values.stream()).toList());
  }

  @Test
  void pageGoesOnBeforeItsCursor() {
    var place = new Position(TIME, PARENT);

    FilterSql sql = FilterSql.of(new PageRequest(filter("projectId=p1", ALICE), 20, 0, place));

    assertThat(sql.where())
        .isEqualTo("user_id = ? and (created_at, task_id) < (?, ?) and project_id = ?");
    assertThat(sql.values()).containsExactly("alice", Timestamp.from(TIME), PARENT, "p1");
  }

  @Test
  void newestOfAllAreAskedForByWhoseTheyAreAndFromWhenAlone() {
    FilterSql sql = FilterSql.owned(page(ALL));

    assertThat(sql.where())
        .isEqualTo("user_id = ? and user_id = ? and created_at >= ? and created_at < ?");
    assertThat(sql.values())
        .containsExactly("alice", "bob", Timestamp.from(TIME), Timestamp.from(TIME.plusSeconds(1)));
  }

  @Test
  void queryWithoutAStatusIsOneRangeOfTheList() {
    FilterSql sql = FilterSql.projected("task_id", page("projectId=p1"), 21);

    assertThat(sql.where())
        .isEqualTo("select task_id from task where user_id = ? and project_id = ?" + ORDER);
    assertThat(sql.values()).containsExactly("alice", "p1", 21);
  }

  @Test
  void livingTasksAreOneBranchAndEachEndIsARangeOfItsOwn() {
    FilterSql sql =
        FilterSql.projected("task_id", page("status=failed,running,completed,pending"), 21);

    assertThat(sql.where())
        .isEqualTo(
            "select * from ("
                + "(select task_id from "
                + STANDING
                + " where user_id = ? and standing = 'living' and status = any(?)"
                + ORDER
                + ") union all (select task_id from "
                + STANDING
                + " where user_id = ? and standing = ?"
                + ORDER
                + ") union all (select task_id from task where user_id = ? and ended_as = ?"
                + ORDER
                + ")) newest"
                + ORDER);
    assertThat(sql.values())
        .usingRecursiveComparison()
        .isEqualTo(
            List.of(
                "alice",
                new String[] {"running", "pending"},
                21,
                "alice",
                "failed",
                21,
                "alice",
                "completed",
                21,
                21));
  }

  @Test
  void whatIsCostlyIsWorkedOutForTheRowsThatAreShownAlone() {
    FilterSql sql = FilterSql.projected("large", "stored", page("projectId=p1"), 21);

    assertThat(sql.where())
        .isEqualTo(
            "select large from (select stored from task where user_id = ? and project_id = ?"
                + ORDER
                + ") shown"
                + ORDER);
    assertThat(sql.values()).containsExactly("alice", "p1", 21, 21);
  }

  @Test
  void hostileTextIsAValueAndNeverPartOfTheStatement() {
    String hostile = "%27%20or%20true%20--%20?%3B%20drop%20table%20task";
    String text = "' or true -- ?; drop table task";

    FilterSql sql =
        FilterSql.projected(
            "task_id", page("userId=" + hostile + "&projectId=" + hostile + "&status=failed"), 21);

    assertThat(sql.where()).doesNotContain("'", "drop", "--");
    assertThat(sql.where().chars().filter(c -> c == '?').count()).isEqualTo(sql.values().size());
    assertThat(sql.values()).containsExactly("alice", text, text, "failed", 21, 21);
  }

  private static PageRequest page(String query) {
    return new PageRequest(filter(query, ALICE), 20, 0, null);
  }

  private static TaskFilter filter(String query, Caller caller) {
    return TaskFilter.of(Query.parse(query, TaskFilter.NAMES, TaskFilter.REPEATABLE), caller);
  }

  private static String[] types() {
    return new String[] {"sleep", "recalc"};
  }
}
