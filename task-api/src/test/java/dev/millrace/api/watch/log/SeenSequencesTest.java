package dev.millrace.api.watch.log;

import static dev.millrace.api.watch.log.Entries.task;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeenSequencesTest {

  private final SeenSequences seen = new SeenSequences(1_000);

  @Test
  void secondCopyIsNotNewWhateverCameInBetween() {
    assertThat(seen.isNew(task(0), 3)).isTrue();
    for (int i = 1; i < 1_000; i++) {
      assertThat(seen.isNew(task(i), 0)).isTrue();
    }

    assertThat(seen.isNew(task(0), 3)).isFalse();
    assertThat(seen.isNew(task(0), 2)).isFalse();
    assertThat(seen.isNew(task(0), 4)).isTrue();
  }

  @Test
  void taskThatWasReadOfLongestAgoIsForgottenFirst() {
    for (int i = 0; i <= 1_000; i++) {
      assertThat(seen.isNew(task(i), 7)).isTrue();
    }

    assertThat(seen.newest(task(0))).isEqualTo(-1);
    assertThat(seen.newest(task(1))).isEqualTo(7);
    assertThat(seen.newest(task(1_000))).isEqualTo(7);
  }
}
