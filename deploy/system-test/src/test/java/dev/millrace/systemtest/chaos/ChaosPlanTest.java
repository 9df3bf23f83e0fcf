package dev.millrace.systemtest.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.systemtest.fleet.FleetShape;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ChaosPlanTest {

  private static final Duration LENGTH = Duration.ofMinutes(20);

  @Test
  void sameSeedGivesTheSamePlanAndAnotherSeedAnother() {
    assertThat(plan(5)).isEqualTo(plan(5)).isNotEqualTo(plan(6));
  }

  @Test
  void faultsFollowOneAnotherAndNoneBeginsAfterTheEnd() {
    assertThat(plan(5)).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
    assertThat(plan(5)).allMatch(strike -> strike.at().compareTo(LENGTH) < 0);
  }

  @Test
  void someSeedBringsEachKindOfFault() {
    var kinds =
        LongStream.range(0, 20)
            .boxed()
            .flatMap(seed -> plan(seed).stream())
            .<Class<?>>map(strike -> strike.fault().getClass())
            .collect(Collectors.toSet());

    assertThat(kinds).isEqualTo(Set.of(Fault.class.getPermittedSubclasses()));
  }

  private static List<Strike> plan(long seed) {
    return ChaosPlan.of(seed, LENGTH, FleetShape.USUAL, ChaosPlan.Pace.SOAK);
  }
}
