package dev.millrace.api.deadletter.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.deadletter.store.DeadLetter;
import dev.millrace.api.repeat.Throttle;
import dev.millrace.events.task.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedriveStepTest {

  private static final Instant TIME = Instant.parse("2026-03-01T12:00:00Z");
  private static final UUID TASK = UUID.randomUUID();

  @Test
  void aTaskThatGaveUpIsPutBackToWork() {
    DeadLetter letter = letter(TASK, "millrace.work.sleep.normal", null, 10);

    assertThat(RedriveStep.of(letter, true, null))
        .isEqualTo(new RedriveStep.Command(new TaskId(TASK)));
    assertThat(RedriveStep.of(letter, true, TIME.plusNanos(1_000)))
        .isEqualTo(new RedriveStep.Command(new TaskId(TASK)));
  }

  @Test
  void aTaskThatHasGoneOnSinceIsLeftAlone() {
    DeadLetter letter = letter(TASK, "millrace.work.sleep.normal", null, 10);

    assertThat(RedriveStep.of(letter, true, TIME.plusMillis(2)))
        .isInstanceOf(RedriveStep.Done.class);
  }

  @Test
  void aLetterWhoseTaskOrSelfIsGoneIsOpenAgain() {
    DeadLetter letter = letter(TASK, "millrace.work.sleep.normal", null, 10);

    assertThat(RedriveStep.of(letter, false, null)).isInstanceOf(RedriveStep.Reopen.class);
    assertThat(RedriveStep.of(null, true, null)).isInstanceOf(RedriveStep.Reopen.class);
  }

  @ParameterizedTest
  @CsvSource({
    "millrace.work.sleep.normal, 0, 10, Resend",
    "millrace.retry.2s, 1, 10, Resend",
    "millrace.events, 1, 10, Impossible",
    "orders, 1, 10, Impossible",
    "millrace.work.sleep.normal, 0, 1048577, Impossible",
    "outbox of api, , 10, Impossible"
  })
  void aRecordGoesBackToWhereWorkComesFromAndNowhereElse(
      String topic, @Nullable Integer partition, long size, String way) {
    RedriveWay found = RedriveWay.of(letter(null, topic, partition, size));

    assertThat(found.getClass().getSimpleName()).isEqualTo(way);
  }

  @ParameterizedTest
  @CsvSource({", 500, 0", "1, 1, 1000", "7, 1, 142", "100, 20, 200", "10000, 500, 50"})
  void aRateIsKeptInParts(@Nullable Integer rate, int part, long waitMillis) {
    var pace = new Throttle(rate);

    assertThat(pace.part()).isEqualTo(part);
    assertThat(pace.waitAfter(part))
        .isBetween(Duration.ofMillis(waitMillis), Duration.ofMillis(waitMillis + 1));
  }

  private static DeadLetter letter(
      @Nullable UUID task, String topic, @Nullable Integer partition, long size) {
    return new DeadLetter(
        UUID.randomUUID(),
        TIME,
        "permanent",
        DeadLetter.Failure.of("boom", "boom: it broke"),
        1,
        task,
        "sleep",
        "alice",
        new DeadLetter.Origin(topic, partition, null),
        size);
  }
}
