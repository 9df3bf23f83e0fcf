package dev.millrace.api.watch.live;

import static dev.millrace.api.watch.log.Entries.started;
import static dev.millrace.api.watch.log.Entries.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.watch.log.LogEntry;
import dev.millrace.api.watch.log.LogPosition;
import org.junit.jupiter.api.Test;

class ReplayBufferTest {

  private static final LogPosition START = LogPosition.of(100, 200);

  @Test
  void remembersTheNewestFactsUpToANumber() {
    var buffer = new ReplayBuffer(START, 3, 1 << 20);

    for (int i = 0; i < 5; i++) {
      assertThat(buffer.add(started(0, 100 + i, task(1), i))).isTrue();
    }

    assertThat(buffer.since(LogPosition.of(103, 200)))
        .extracting(LogEntry::offset)
        .containsExactly(103L, 104L);
    assertThat(buffer.reaches(LogPosition.of(102, 200))).isTrue();
    assertThat(buffer.reaches(LogPosition.of(101, 200))).isFalse();
    assertThat(buffer.end()).isEqualTo(LogPosition.of(105, 200));
  }

  @Test
  void remembersTheNewestFactsUpToSoMuchMemory() {
    int size = started(0, 100, task(1), 0).size();
    var buffer = new ReplayBuffer(START, 1_000, 2 * size + size / 2);

    for (int i = 0; i < 5; i++) {
      assertThat(buffer.add(started(0, 100 + i, task(1), i))).isTrue();
    }

    assertThat(buffer.reaches(LogPosition.of(103, 200))).isTrue();
    assertThat(buffer.reaches(LogPosition.of(102, 200))).isFalse();
  }

  @Test
  void secondCopyIsNotAddedAndIsPassed() {
    var buffer = new ReplayBuffer(START);
    assertThat(buffer.add(started(0, 100, task(1), 4))).isTrue();

    assertThat(buffer.add(started(0, 101, task(1), 4))).isFalse();
    buffer.passed(LogPosition.of(102, 200));

    assertThat(buffer.since(START)).extracting(LogEntry::offset).containsExactly(100L);
    assertThat(buffer.end()).isEqualTo(LogPosition.of(102, 200));
    assertThat(buffer.newest(task(1))).isEqualTo(4);
    assertThat(buffer.newest(task(2))).isEqualTo(-1);
  }
}
