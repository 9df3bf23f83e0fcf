package dev.millrace.api.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.http.problem.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BulkheadTest {

  private final Bulkhead bulkhead = new Bulkhead(2);
  private final List<String> passed = new ArrayList<>();

  @Test
  void whoFindsNoRoomIsRefusedAtOnce() throws IOException {
    bulkhead.pass(() ->
        bulkhead.pass(() ->
            assertThatThrownBy(() -> bulkhead.pass(() -> passed.add("third")))
                .isInstanceOf(ProblemException.class)));

    bulkhead.pass(() -> bulkhead.pass(() -> passed.add("later")));
    assertThat(passed).containsExactly("later");
  }

  @Test
  void whoFailsInsideLeavesRoom() throws IOException {
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() ->
              bulkhead.pass(() -> {
                throw new IOException("gone");
              }))
          .isInstanceOf(IOException.class);
    }

    bulkhead.pass(() -> bulkhead.pass(() -> passed.add("inside")));
    assertThat(passed).containsExactly("inside");
  }
}
