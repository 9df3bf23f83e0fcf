package dev.millrace.api.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.task.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class CountedQuotaTest {

  private static final UserId ALICE = new UserId("alice");

  private final SteppedClock clock = new SteppedClock();
  private long active;
  private int counts;
  private int instances = 1;
  private final CountedQuota tasks =
      new CountedQuota(
          10,
          Duration.ofSeconds(10),
          _ -> {
            counts++;
            return active;
          },
          clock,
          () -> instances);

  @Test
  void databaseIsAskedOnceWhileThereIsRoom() {
    assertThat(tasks.admit(ALICE, 4)).isEqualTo(new Admission.Admitted(6, Duration.ZERO));
    assertThat(tasks.admit(ALICE, 6)).isEqualTo(new Admission.Admitted(0, Duration.ZERO));
    assertThat(counts).isEqualTo(1);
  }

  @Test
  void whatHasEndedMakesRoomAtTheNextCount() {
    active = 10;
    assertThat(tasks.admit(ALICE, 1)).isInstanceOf(Admission.Exceeded.class);
    active = 3;
    assertThat(tasks.admit(ALICE, 1)).isInstanceOf(Admission.Exceeded.class);
    assertThat(counts).isEqualTo(1);

    clock.step(Duration.ofMillis(1001));

    assertThat(tasks.admit(ALICE, 7)).isEqualTo(new Admission.Admitted(0, Duration.ZERO));
    assertThat(counts).isEqualTo(2);
  }

  @Test
  void oldCountIsNotBelieved() {
    tasks.admit(ALICE, 1);
    active = 10;
    clock.step(Duration.ofMillis(10_001));

    assertThat(tasks.admit(ALICE, 1)).isEqualTo(new Admission.Exceeded(0, Duration.ofSeconds(5)));
  }

  @Test
  void allOrNoneAreAdmitted() {
    active = 8;
    assertThat(tasks.admit(ALICE, 3)).isEqualTo(new Admission.Exceeded(2, Duration.ofSeconds(5)));
    assertThat(tasks.admit(ALICE, 2)).isInstanceOf(Admission.Admitted.class);
    assertThat(tasks.admit(new UserId("bob"), 2)).isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void instancesShareWhatIsFreeBetweenTwoCounts() {
    instances = 2;
    assertThat(tasks.admit(ALICE, 4)).isEqualTo(new Admission.Admitted(6, Duration.ZERO));

    assertThat(tasks.admit(ALICE, 2)).isEqualTo(new Admission.Exceeded(6, Duration.ofSeconds(1)));
    assertThat(tasks.admit(ALICE, 1)).isInstanceOf(Admission.Admitted.class);

    active = 9;
    clock.step(Duration.ofMillis(1001));
    assertThat(tasks.admit(ALICE, 2)).isEqualTo(new Admission.Exceeded(1, Duration.ofSeconds(5)));
    assertThat(tasks.admit(ALICE, 1)).isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void floodOfUsersLeavesTheCountOfOneWhoComesOften() {
    int users = 250_000;
    for (int i = 0; i < users; i++) {
      tasks.look(new UserId("user-" + i), 1);
      if (i % 10 == 0) {
        tasks.look(ALICE, 1);
      }
    }

    assertThat(counts).isEqualTo(users + 1);
  }

  @Test
  void lookTakesNothing() {
    assertThat(tasks.look(ALICE, 10)).isInstanceOf(Admission.Admitted.class);
    assertThat(tasks.look(ALICE, 11)).isInstanceOf(Admission.Exceeded.class);
    assertThat(tasks.admit(ALICE, 10)).isInstanceOf(Admission.Admitted.class);
  }

  /// Stands still until it is told to go on.
  private static final class SteppedClock extends Clock {
    private Instant now = Instant.parse("2030-01-01T00:00:00Z");

    void step(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
