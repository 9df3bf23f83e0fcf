package dev.millrace.api.query.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.access.Caller;
import dev.millrace.events.task.UserId;
import dev.millrace.http.input.Query;
import dev.millrace.http.problem.ProblemException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

  private static final Position PLACE =
      new Position(
          Instant.parse("2026-01-31T08:00:00.123456Z"),
          UUID.fromString("ffffffff-0000-7000-8000-000000000001"));
  private static final String LIST = "letters";
  private static final Caller ALICE = new Caller.User(new UserId("alice"));

  @Test
  void cursorIsThePlaceInPlainText() {
    String cursor = Cursor.write(PLACE, LIST);

    assertThat(cursor).isEqualTo("1769846400123456.ffffffff-0000-7000-8000-000000000001.8b1b0221");
    assertThat(Cursor.read(cursor, LIST)).isEqualTo(PLACE);
  }

  @Test
  void cursorIsGoodForItsFilterHoweverThatIsWritten() {
    String cursor = Cursor.write(PLACE, filter("status=failed,running&type=sleep").list());

    assertThat(Cursor.read(cursor, filter("type=sleep&status=running&status=failed").list()))
        .isEqualTo(PLACE);
  }

  @Test
  void cursorIsNoOnesOwn() {
    Caller bob = new Caller.Operator(new UserId("bob"));
    Query none = Query.parse(null, TaskFilter.NAMES, TaskFilter.REPEATABLE);

    assertThat(TaskFilter.of(none, bob).list()).isEqualTo(TaskFilter.of(none, ALICE).list());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "status=failed",
        "projectId=p1",
        "status=failed&projectId=p2",
        "status=failed&projectId=p1&type=sleep",
        "status=failed&userId=p1",
        "status=failed&projectId=p1&userId=p1",
        "status=failed&projectId=p1&createdFrom=2026-01-01T00:00:00Z",
        "status=failed&projectId=p1&createdTo=2026-01-01T00:00:00Z",
        "status=failed&projectId=p1&parentId=ffffffff-0000-7000-8000-000000000001"
      })
  void cursorOfAnotherFilterIsRefused(String other) {
    String cursor = Cursor.write(PLACE, filter("status=failed&projectId=p1").list());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cursor.read(cursor, filter(other).list()))
        .withMessageContaining("another filter");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "%%%",
        "1769846400123456",
        "1769846400123456.ffffffff-0000-7000-8000-000000000001",
        "1769846400123456.ffffffff-0000-7000-8000-000000000001.",
        "1769846400123456.FFFFFFFF-0000-7000-8000-000000000001.8b1b0221",
        "1769846400123456.------------------------------------.8b1b0221",
        "1769846400123456.ffffffff-0000-7000-8000-0000000000-1.8b1b0221",
        "01769846400123456.ffffffff-0000-7000-8000-000000000001.8b1b0221",
        "-1.ffffffff-0000-7000-8000-000000000001.8b1b0221",
        "999999999999999999.ffffffff-0000-7000-8000-000000000001.8b1b0221",
        "9999999999999999999.ffffffff-0000-7000-8000-000000000001.8b1b0221",
        "1769846400123456.ffffffff-0000-7000-8000-000000000001.8b1b0221 ",
        "١٧٦٩٨٤٦٤٠٠.ffffffff-0000-7000-8000-000000000001.8b1b0221"
      })
  void anythingElseIsRefusedAndToldWhatIsRight(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cursor.read(text, LIST))
        .withMessage(
            "a cursor is the 'next' of the page before, as it stands there; begin without one");
  }

  @Test
  void cursorThatWasChangedAnywhereIsNotOfThisListUnlessItIsAnotherPlaceOfIt() {
    String cursor = Cursor.write(PLACE, LIST);

    assertThat(Cursor.read(cursor.replace("1769846400123456", "1769846400123457"), LIST))
        .isEqualTo(new Position(PLACE.createdAt().plusNanos(1_000), PLACE.id()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cursor.read(cursor.replace("8b1b0221", "8b1b0220"), LIST))
        .withMessageContaining("another list");
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 63})
  void sealedCursorOfAnEarlierVersionIsRefused(int bytes) {
    String cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[bytes]);

    ProblemException refused =
        catchThrowableOfType(
            ProblemException.class, () -> PageRequest.of("limit=5&cursor=" + cursor, ALICE));

    assertThat(refused.problem().detail())
        .isEqualTo(
            "Query parameter 'cursor': a cursor is the 'next' of the page before, as it stands there;"
                + " begin without one");
  }

  private static TaskFilter filter(String query) {
    return TaskFilter.of(Query.parse(query, TaskFilter.NAMES, TaskFilter.REPEATABLE), ALICE);
  }
}
