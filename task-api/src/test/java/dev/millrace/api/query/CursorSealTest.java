package dev.millrace.api.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millrace.api.input.Query;
import dev.millrace.api.user.Viewer;
import dev.millrace.events.task.UserId;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorSealTest {

  private static final TaskDocument.Position PLACE =
      new TaskDocument.Position(
          Instant.parse("2026-01-31T08:00:00.123456Z"),
          UUID.fromString("ffffffff-0000-7000-8000-000000000001"));

  private final CursorSeal seal = new CursorSeal(new byte[32]);

  @Test
  void cursorLeadsBackToItsPlace() {
    TaskFilter filter = filter("status=failed,running&type=sleep", "alice");

    String cursor = seal.seal(PLACE, filter);

    assertThat(seal.open(cursor, filter)).isEqualTo(PLACE);
    assertThat(seal.open(cursor, filter("type=sleep&status=running&status=failed", "alice")))
        .isEqualTo(PLACE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status=failed",
        "status=failed&type=sleep",
        "status=failed&projectId=p2",
        "status=failed&userId=p1",
        "status=failed&createdFrom=2026-01-01T00:00:00Z",
        "status=failed&createdTo=2026-01-01T00:00:00Z",
        "status=failed&parentId=ffffffff-0000-7000-8000-000000000001"
      })
  void cursorOfAnotherFilterIsRefused(String other) {
    String cursor = seal.seal(PLACE, filter("status=failed&projectId=p1", "alice"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> seal.open(cursor, filter(other, "alice")));
  }

  @Test
  void cursorOfAnotherUserOrAnotherKeyIsRefused() {
    String cursor = seal.seal(PLACE, filter("", "alice"));

    assertThatIllegalArgumentException().isThrownBy(() -> seal.open(cursor, filter("", "bob")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CursorSeal(new byte[] {1, 2, 3}).open(cursor, filter("", "alice")));
  }

  @Test
  void cursorThatWasChangedAnywhereIsRefused() {
    TaskFilter filter = filter("", "alice");
    byte[] cursor = Base64.getUrlDecoder().decode(seal.seal(PLACE, filter));

    for (int i = 0; i < cursor.length; i++) {
      byte[] changed = cursor.clone();
      changed[i] ^= 1;
      String text = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
      assertThatIllegalArgumentException().isThrownBy(() -> seal.open(text, filter));
    }
    for (String text : new String[] {"", "x", "%%%", "AAAA", "A".repeat(200)}) {
      assertThatIllegalArgumentException().isThrownBy(() -> seal.open(text, filter));
    }
  }

  private static TaskFilter filter(String query, String user) {
    return TaskFilter.of(
        Query.parse(query, TaskFilter.NAMES, TaskFilter.REPEATABLE),
        new Viewer.Owner(new UserId(user)));
  }
}
