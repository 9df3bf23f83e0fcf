package dev.millrace.executor.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermitsTest {

  private static final long MEMORY = 1_000;

  private final AtomicInteger freed = new AtomicInteger();

  @Test
  void noTypeTakesAllOfAnExecutor() {
    SharedPermits shared = shared(800, 4);
    Permits greedy = new Permits(800, shared);
    Permits other = new Permits(800, shared);

    assertThat(greedy.take(800)).isEqualTo(775);
    assertThat(greedy.free()).isZero();
    assertThat(other.take(800)).isEqualTo(25);
    assertThat(other.free()).isZero();
  }

  @Test
  void oneTypeAloneMayRunNearlyAll() {
    SharedPermits shared = shared(8_000, 6);
    List<Permits> types = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      types.add(new Permits(8_000, shared));
    }

    assertThat(types.getFirst().take(8_000)).isEqualTo(8_000 - 5 * 166);
  }

  @Test
  void anExecutorOfOnePermitIsNotDivided() {
    SharedPermits shared = shared(1, 3);
    Permits one = new Permits(1, shared);
    Permits other = new Permits(1, shared);

    assertThat(one.take(5)).isEqualTo(1);
    assertThat(other.take(1)).isZero();
    one.ended(0);
    assertThat(other.take(1)).isEqualTo(1);
  }

  @Test
  void whatIsFreeIsKeptForTakeoversUntilTheyComeByAgain() {
    Permits permits = new Permits(2, shared(100, 1));
    assertThat(permits.take(2)).isEqualTo(2);

    assertThat(permits.takeForTakeovers(2)).isZero();
    permits.ended(0);
    assertThat(permits.take(1)).isZero();
    assertThat(permits.takeForTakeovers(2)).isEqualTo(1);
    permits.ended(0);
    assertThat(permits.take(1)).isEqualTo(1);
  }

  @Test
  void nothingStartsWhileParametersFillTheMemory() {
    SharedPermits shared = shared(100, 1);
    Permits permits = new Permits(100, shared);
    permits.take(2);
    permits.started(MEMORY - 1);
    assertThat(permits.take(1)).isEqualTo(1);

    permits.started(1);
    assertThat(permits.memoryLeft()).isZero();
    assertThat(permits.take(1)).isZero();
    permits.ended(1);
    assertThat(permits.take(1)).isEqualTo(1);
  }

  @Test
  void oneTaskThatIsLargerThanTheMemoryStillRuns() {
    Permits permits = new Permits(100, shared(100, 1));
    permits.take(1);
    permits.started(10 * MEMORY);
    assertThat(permits.take(1)).isZero();
    permits.ended(10 * MEMORY);

    assertThat(permits.take(1)).isEqualTo(1);
  }

  @Test
  void moreThanWasTakenCannotEnd() {
    Permits permits = new Permits(2, shared(2, 1));
    permits.take(1);

    assertThatIllegalStateException().isThrownBy(() -> permits.giveBack(2));
    permits.giveBack(1);
    assertThat(permits.used()).isZero();
    assertThat(freed).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theSumIsNeverExceededAndAFloorIsAlwaysThere(long seed) {
    Random random = new Random(seed);
    int limit = 64 + random.nextInt(1_000);
    SharedPermits shared = shared(limit, 4);
    int floor = limit / 32;
    List<Permits> types = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      types.add(new Permits(limit, shared));
    }
    for (int step = 0; step < 5_000; step++) {
      Permits one = types.get(random.nextInt(4));
      if (random.nextBoolean()) {
        one.take(random.nextInt(limit));
      } else {
        one.giveBack(random.nextInt(one.used() + 1));
      }
      assertThat(types.stream().mapToInt(Permits::used).sum())
          .as("seed %d", seed)
          .isLessThanOrEqualTo(limit);
      for (Permits type : types) {
        assertThat(type.used() + type.free()).as("seed %d", seed).isGreaterThanOrEqualTo(floor);
      }
    }
  }

  private SharedPermits shared(int limit, int types) {
    return new SharedPermits(limit, types, MEMORY, freed::incrementAndGet);
  }
}
