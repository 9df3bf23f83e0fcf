package dev.millrace.executor.work;

import static dev.millrace.executor.work.Lane.HIGH;
import static dev.millrace.executor.work.Lane.LOW;
import static dev.millrace.executor.work.Lane.NORMAL;
import static dev.millrace.executor.work.Lane.TAKEOVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanePermitsTest {

  private static final List<Lane> LANES = List.of(HIGH, NORMAL, LOW);

  @Test
  void aBacklogInAllLanesIsServedSevenToTwoToOneWithHighFirst() {
    List<Lane> served = serve(new LanePermits(1), 1, 20, EnumSet.of(HIGH, NORMAL, LOW));

    assertThat(served.subList(0, 3)).containsExactly(HIGH, HIGH, HIGH);
    assertThat(Collections.frequency(served, HIGH)).isBetween(13, 15);
    assertThat(Collections.frequency(served, NORMAL)).isBetween(3, 5);
    assertThat(Collections.frequency(served, LOW)).isBetween(1, 2);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,1", "20,2", "100,10", "8000,500"})
  void theRatioHoldsWhateverTheLimitAndTheSizeOfAPoll(int limit, int size) {
    List<Lane> served = serve(new LanePermits(limit), size, 1_000, EnumSet.of(HIGH, NORMAL, LOW));

    assertThat(Collections.frequency(served, HIGH)).isCloseTo(700, within(10));
    assertThat(Collections.frequency(served, NORMAL)).isCloseTo(200, within(10));
    assertThat(Collections.frequency(served, LOW)).isCloseTo(100, within(10));
  }

  @Test
  void anIdleLaneLeavesItsShareToTheOthers() {
    List<Lane> served = serve(new LanePermits(10), 1, 300, EnumSet.of(NORMAL, LOW));

    assertThat(Collections.frequency(served, NORMAL)).isCloseTo(200, within(3));
    assertThat(Collections.frequency(served, LOW)).isCloseTo(100, within(3));
  }

  @Test
  void aLaneAloneGetsEverything() {
    LanePermits permits = new LanePermits(5);
    for (int i = 0; i < 5; i++) {
      permits.ask(LOW, 1);
      assertThat(permits.next()).isEqualTo(LOW);
      permits.grant(LOW);
    }
    assertThat(permits.used(LOW)).isEqualTo(5);
    permits.ask(LOW, 1);
    assertThat(permits.next()).isNull();
  }

  @Test
  void aLaneThatWasIdleHasSavedNothingUp() {
    LanePermits permits = new LanePermits(1);
    serve(permits, 1, 1_000, EnumSet.of(LOW));

    List<Lane> served = serve(permits, 1, 100, EnumSet.of(HIGH, LOW));

    assertThat(served.subList(0, 7)).containsOnly(HIGH);
    assertThat(Collections.frequency(served, LOW)).isBetween(11, 14);
  }

  @Test
  void askingAgainKeepsThePlaceHoweverManyOthersAreServed() {
    LanePermits permits = new LanePermits(1);
    int servedBefore = 0;
    while (true) {
      permits.ask(LOW, 1);
      permits.ask(HIGH, 1);
      Lane next = Objects.requireNonNull(permits.next());
      permits.grant(next);
      permits.ended(next, 1);
      if (next == LOW) {
        break;
      }
      servedBefore++;
    }
    assertThat(servedBefore).isBetween(6, 8);
  }

  @Test
  void whatWasNotUsedIsNotCharged() {
    LanePermits permits = new LanePermits(10);
    for (int i = 0; i < 100; i++) {
      permits.ask(HIGH, 10);
      permits.grant(HIGH);
      permits.unused(HIGH, 9);
      permits.ended(HIGH, 1);
    }
    assertThat(permits.free()).isEqualTo(10);
    List<Lane> served = serve(permits, 1, 10, EnumSet.of(HIGH, LOW));

    assertThat(Collections.frequency(served, HIGH)).isGreaterThanOrEqualTo(8);
  }

  @Test
  void aLargeWishIsNotStarvedBySmallOnes() {
    LanePermits permits = new LanePermits(4);
    permits.ask(NORMAL, 1);
    permits.grant(NORMAL);
    permits.ask(HIGH, 4);
    permits.ask(LOW, 1);

    assertThat(permits.next()).isNull();
    permits.ended(NORMAL, 1);
    assertThat(permits.next()).isEqualTo(HIGH);
  }

  @Test
  void takenOverTasksGoFirst() {
    LanePermits permits = new LanePermits(2);
    serve(permits, 1, 50, EnumSet.of(HIGH, NORMAL, LOW));
    permits.ask(HIGH, 1);
    permits.ask(TAKEOVER, 2);

    assertThat(permits.next()).isEqualTo(TAKEOVER);
  }

  @Test
  void nobodyTakesOrGivesWhatThereIsNot() {
    LanePermits permits = new LanePermits(2);
    assertThatIllegalArgumentException().isThrownBy(() -> permits.ask(HIGH, 3));
    assertThatIllegalArgumentException().isThrownBy(() -> permits.ask(HIGH, 0));
    assertThatIllegalStateException().isThrownBy(() -> permits.grant(LOW));
    assertThatIllegalStateException().isThrownBy(() -> permits.ended(LOW, 1));
  }

  /// Lanes come, go, poll less than they asked for, and their tasks end whenever they like.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void neverMoreThanTheLimitAndNeverIdleWhileSomebodyAsks(long seed) {
    Random random = new Random(seed);
    int limit = 1 + random.nextInt(30);
    int size = Math.max(1, limit / 10);
    LanePermits permits = new LanePermits(limit);
    Map<Lane, Integer> running = new EnumMap<>(Lane.class);
    Map<Lane, Integer> waits = new EnumMap<>(Lane.class);
    Set<Lane> asking = EnumSet.noneOf(Lane.class);
    for (int step = 0; step < 20_000; step++) {
      Lane lane = LANES.get(random.nextInt(LANES.size()));
      if (random.nextInt(3) > 0) {
        permits.ask(lane, size);
        asking.add(lane);
      }
      Lane next = permits.next();
      int used = running.values().stream().mapToInt(Integer::intValue).sum();
      assertThat(permits.free()).isEqualTo(limit - used).isNotNegative();
      if (!asking.isEmpty() && limit - used >= size) {
        assertThat(next).as("seed %d step %d", seed, step).isNotNull();
      }
      if (next != null) {
        permits.grant(next);
        asking.remove(next);
        int brought = random.nextInt(size + 1);
        permits.unused(next, size - brought);
        running.merge(next, brought, Integer::sum);
        asking.forEach(other -> waits.merge(other, 1, Integer::sum));
        waits.put(next, 0);
        assertThat(waits.values()).as("seed %d", seed).allMatch(wait -> wait <= 20);
      }
      Lane ending = LANES.get(random.nextInt(LANES.size()));
      int ended = random.nextInt(running.getOrDefault(ending, 0) + 1);
      permits.ended(ending, ended);
      running.merge(ending, -ended, Integer::sum);
    }
  }

  /// Serves lanes that always have a backlog, one poll of `size` after the other, whose tasks end
  /// in the order in which they came.
  private static List<Lane> serve(LanePermits permits, int size, int polls, Set<Lane> hungry) {
    List<Lane> served = new ArrayList<>();
    Deque<Lane> running = new ArrayDeque<>();
    while (served.size() < polls) {
      hungry.forEach(lane -> permits.ask(lane, size));
      Lane next = permits.next();
      if (next == null) {
        permits.ended(running.removeFirst(), size);
      } else {
        permits.grant(next);
        running.add(next);
        served.add(next);
      }
    }
    running.forEach(lane -> permits.ended(lane, size));
    for (Lane last = permits.next(); last != null; last = permits.next()) {
      permits.grant(last);
      permits.unused(last, size);
    }
    return served;
  }
}
